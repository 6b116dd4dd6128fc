"""The words that names are made of: particles, titles, and nouns that are translated where a name has them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.checks.text import vocabulary

PARTICLES = vocabulary("van de der den het 't t ten ter te von zu bin ibn al el la le les du da di del della dos y op")
#: Dutch words that begin sentences or are titles, and are no names themselves.
NOT_A_NAME = vocabulary(
    """
    aan ach acht achter al alle alleen als altijd andere april augustus avonds behalve beide bij bijna binnen
    bisschop boven buiten burgemeester commissaris daar daarna daarom dankzij dat de december deze dhr die dinsdag
    dit doctor doet dominee donderdag door doordat dr drie drs ds duizenden dus een eerder en er europarlementslid
    februari gaat geen generaal gisteren gouverneur haar had hebben heeft heer het hier hij hoe hoeveel hoewel
    honderden hun iedereen iets ik in indien ing ir is ja januari je jij jr juli juni kamerlid kan kapitein
    kardinaal keizer kolonel komt koning koningin kunnen lady langs later lord maandag maar maart mag majoor
    meestal mei men meneer met mevr mevrouw middags mijn miljoenen minister minister-president misschien moet
    moeten mogelijk mogen morgen morgens mr na naar naast nachts nadat natuurlijk nee negen niemand niet niets
    noch nog nooit nou november nu och ochtends ofwel oh oktober om omdat ondanks onder ongeveer ons onze ook op
    opdat over pastoor pater paus premier president prins prinses prof professor rechter rond rondom ruim saint
    samen senator september sergeant sinds sint sir sommige sommigen soms sr st staatssecretaris te tegen tenzij
    terwijl tien tientallen tijdens toch toen tot tussen twee u uit vaak van vanaf vanavond vandaag vanwege veel
    velen vicepremier vier vijf volgens voor vooral voorbij voordat vrijdag waar waarom wanneer want waren was wat
    we wegens welk welke werd wethouder wie wiens wier wij wil winters woensdag wordt zaterdag ze zelfs zes zeven
    ziet zij zijn zo zoals zodra zomers zondag zonder zou zowel zulke zullen zuster
    """
)
#: Nouns and adjectives that names of bodies, works, feasts and places have, and that are translated in them.
_COMMON = vocabulary(
    """
    aanklager aanslag aanslagen aarde aartsbisschop abdij academie adelaar advocaat advocaten advocatuur
    afgevaardigden akkoord akkoorden algemeen algemene allerheiligen alliantie alternatief ambassade ambassadeur
    apotheek arbeid arbeiders archief arena arend ark artsen asiel autoriteit baai bank barok baron basiliek
    bataljon bc beer begroting belang belasting belastingdienst berg bergen bergrede beroep beste beurs bevrijding
    bevrijdingsdag beweging bewoners bezetting bibliotheek bij binnenlandse binnenstad bisschop blauwe bloed boek
    boeken boer boerderij boeren boogschutter bos bossen brand brandweer brigade broeders broederschap broer
    broers brug buitenlandse burgerlijk burgerlijke burgeroorlog burgerrechten burgers cafe cassatie centraal
    centrale centrum christelijke christen coalitie college comite commissaris communist congreslid conservatief
    conservatieve conservatieven consulaat consument consumenten cultureel cultuur cup dag dagblad dagen dal dans
    deelnemers defensie delta democraat democraten democratie derde dienst diensten dieren dierenpark dierentuin
    dijk dijken directeur divisie docenten dochter dominee dood dorp draak drie ds duif duinen duivel duivels
    economie eenheid eenwording eerste eeuwen elan elektriciteitscentrale energie engel engelen erfgoed eskadron
    etappe europees europese evangelie examens expeditie fabriek fauna federaal federale feest feesten film
    financien flora fractie fractievoorzitter front galerie garde gebouw geest gelijkheid geloof gelovigen
    gemeente gemeenten generale genootschap gerechtshof gereformeerde geschiedenis getuige gewest gewesten
    gezondheid gezondheidszorg gletsjer goede golf gordijn gouden graaf gracht grachtengordel gravin grens
    grensbewaking grenzen griep groene groenen groep groepen grondwet groot grootste grote haan halve hand handel
    handvest hart haven havenbedrijf heide heilig heilige hel hemel herberg herfst hertog hertogin hervormde
    hervorming hervormingen heuvel heuvels hof hoge hogere holocaust hongersnood hoofd hoofdofficier hoofdstad
    hoog hoogleraar hoogste hoop hoorzitting hotel huis huisartsen huldiging ijzeren imam industrie infrastructuur
    ing inlichtingen inlichtingendienst inrichting inspectie instelling integratie internationaal internationale
    inwoners ir jaar jeugd jongeren journalisten journalistiek justitie kaap kabinet kadaster kamer kamerleden
    kamerlid kampioen kampioenen kanaal kanalen kap kardinaal kasteel kathedraal katholiek katholieke keizerin
    keizerlijke kerk kerncentrale kerstman kieskring kiesraad kind kinderen kinderziekenhuis klassieke klassieker
    klein kleine klimaat klimaatakkoord klooster koning koningin koningsdag koningshuis koningspaar koninklijk
    koninklijke koninkrijk koor korps koude krant kreeft kroon kroonprins kroonprinses kruis kruisen kunst kunsten
    kustwacht laag laan laatste lage lagere land landbouw landen landmacht league leden leefomgeving leerlingen
    leeuw leeuwen leeuwinnen leger legers lente leraren letteren leven liberaal liberale liberalen lid lied
    liederen liefde lieve liga lijst literatuur lokaal lucht luchthaven luchtmacht maagd maan macht mannen markies
    markt markten massief medaille media meer mens mensen mensenrechten middelbare middelste midden
    middernachtszon migratie milieu miljoenennota missie mobiliteit moeder molen moskee motie msc muur muziek mw
    naam nacht nachten naties nationaal nationale nationalist natuur natuurbad nederlandsche nieuw nieuwe
    nieuwjaar noord noorden nota officier olifant olympisch olympische om ombudsman omroep omroepen
    onafhankelijkheidsverklaring ondernemers onderwijs onderzoek onderzoeksraad onroerend ontwikkeling onze oog
    oost oosten open openbare openbaring opening opera operatie opstand orde ordening orkest oud oud-en-nieuw oude
    ouderen ouders overeenkomst paard paleis paradijs paralympisch paralympische park parlementslid partijleider
    pastoor patienten pers persoonsgegevens pest piet plan planbureau plein polder polders poort preventie prijs
    prijzen prinsen procureur programma programmas project protestantse protocol provincie provincies psalm
    psalmen raad rabbijn raden ram ramen ramp rapport ras recherche recht rechtbank rechters rechtspraak
    regeerakkoord regering regeringen regionaal regionale reizigers rekenkamer religie republikein republikeins
    republikeinse resolutie restaurant revolutie richtlijn ridder ridders rijk rijksmuseum ring rivier rode
    romantiek romeinen ronde rooms ruimtelijke samenleving samenwerking savanne schaatsbond schatkist schiereiland
    schoonheid schorpioen schouwburg schrift sinterklaas sjeik slachtoffers slag sluis snelweg sociale socialist
    socialisten solidariteit soort spelers spoorwegen sport staat staats staatssecretaris stad stadhuis stadion
    staf stam stammen state staten statistiek statuut steenbok sterk stichting stichtingen stier storm straat
    strafhof strafrecht strafrechter strafvordering strand stranden strijdkrachten strijdmacht studenten sultan
    supporters synagoge telecom tempel testament theater tijdschrift tijger toekomst toets toetsen toneel top
    toppen toren tribunaal trofee troonrede tsaar tuin tuinen tunnel twaalf tweede tweelingen vader vakbeweging
    vakbond val vallei veiligheid verandering verbond verenigde vereniging vergadering verklaring verklaringen
    verordening verpleegkundigen verslag verzet vestiging vier viering vijf vis vissen vliegveld vloot vlucht
    vluchtelingen voedsel voedselbank voetbal voetbalbond volk volkeren volksgezondheid volkshuisvesting
    volkspartij voorlichting vooruit voorzitter vos vrede vredesakkoord vredesmacht vrienden vrije vrijheid vrouw
    vrouwen vrouwenrechten vulkaan vuur waarheid wallen waren warenautoriteit warenhuis water waterman watersnood
    watersnoodramp waterstaat weegschaal week weekblad weg weken welzijn wereldkampioen wereldoorlog werken
    werkgelegenheid werkgevers werknemers west westen wetboek wetenschap wetenschappen wetgeving wethouder
    wetsvoorstel winkel winkels winter witte woestijn wolf wonen woud zaal zaken zee zes zeven ziekenhuis
    ziekenhuizen zijderoute zilveren zitting zomer zon zonder zoon zorg zr zuid zuiden zus zussen zusters zwarte
    """
)
#: What Dutch compounds end in that are translated: Arbeidsinspectie, Vredespaleis.
_HEADS = vocabulary(
    """
    aanslag aanval academie affaire agentschap akkoord akkoorden akte alliantie auto bank basiliek bedrijf
    bedrijven beker beleid bende beweging bijbel blad boek bond brand brigade bureau burger centrum club coalitie
    code commissaris commissie competitie competities concert congres crisis cultuur dag dagen debat dienst
    diensten divisie draak eeuw eiland eilanden familie federatie feest festival fiets fonds fractie gebergte
    gebied gebouw geest generaal gezin gids god godin groep groepen grondwet grot handel heks held helden hof
    hogeschool huisvesting hulp huwelijk inspectie instituut jaar journaal kaap kaart kamer kampioenschap
    kampioenschappen kandidaat kapel kartel kasteel kathedraal klassieker klooster koers koor krant kunde kunst
    kust leden leger legers leider leven liefde lijn lijst loop luchtmacht maand maffia marine markt minister
    ministerie monster moord museum nacht nieuws noordelijk oceaan ombudsman omgeving omroep oorlog orde
    organisatie orkest paleis parlement parlementarier partij plan politie president preventie prijs proces
    programma raad race raket ramp rapport recherche rechten regering register reis republiek ronde route sage
    schip school schouwburg sekte senaat slag soldaat spelen staking station stichting strijd strijder strijders
    team theater tijd tocht toernooi toren trein troepen unie universiteit verbond verdrag vereniging vergadering
    verkiezing verkiezingen verklaring verschijning verschijningen vliegtuig vloed vlucht voetafdruk volk volken
    voorzitter vragen vrede vrijheid wagen wapen week weken wereld werk wet winter zaak zaken zender zorg
    zuidelijk
    """
)
_HEAD = re.compile(f"[a-z]{{4}}(?:{'|'.join(sorted(_HEADS, key=len, reverse=True))})s?e?$")
#: How Dutch adjectives and abstract nouns end that are translated.
_ENDING = re.compile(
    r"[a-z]{2}(?:ische?|aanse|[nrit]ale|[nrit]aal|iteit|teit|schap|schappen|isme|isten|kunde|logie|heid|heden)$"
    r"|(?:[aoeiu]lijke?|[ldnt]sche)$"
)
#: Words of English names of bodies, works, feasts and places: what such Dutch words are translated with.
_ENGLISH_PARTS = vocabulary(
    """
    academy act affairs age agency agreement agriculture aid air airlines airport alliance ambassador ancient
    animal annual archive archives area arena army art arts assembly association atlantic attorney authority
    avenue award awards bank baptist bar battle bay bible big bill black blue board book border bridge
    broadcasting brotherhood building bureau business cabinet cape capital care castle cathedral catholic cave
    center central centre century chamber champions championship championships charter children christian
    christmas church circuit city civil classic climate clinic club coalition coast code college comedy command
    commerce commission commissioner committee common commons commonwealth communist community company conference
    congress conservation conservative conservatives constitution constitutional consumer convention cooperation
    corporation council county court creation crime criminal cross crown culture cup customs data defence defense
    delta democracy democrat democratic democrats department deputy desert development devil digital district
    division dog duke dynasty earth east eastern economic economy education eight elder elections electoral
    embassy emergency empire employment enemy energy enforcement enterprise environment environmental epic event
    examination exchange executive exhibition fair faith falls family far fashion feast federal federation
    fellowship festival fighting film final finance financial fire first fish five flag food football force forces
    foreign forest forum foundation four free freedom friends front fund gallery game games garden gardens gate
    global gold golden good government grand great greater green group guard guards guide guild gulf hall harbor
    harbour head health heaven heights heritage high highway hill hills historical history hockey holy home
    hospital hotel house housing human hundred immigration independence independent industry information
    infrastructure initiative innovation inspectorate institute institution insurance intelligence interior
    internal international iron island islands jazz joint judicial junior jury kingdom kings knight knights labor
    labour lake land language law laws leader league left legal legislative liberal liberals liberation liberty
    library life light line lion lions literature little local long lords lower magazine main management manor
    marine maritime market masters medal media medical medicine medieval meeting member members memorial men
    metropolitan middle military milky mill mining ministry mission mobile model modern monarch monetary
    monitoring monument moon mosque mount mountain mountains movement municipal municipality museum music muslim
    nation national nations native natural nature naval navy network news newspaper night nine nobel north
    northeast northern northwest nuclear observatory ocean office official old olympic olympics open opera
    operation orchestra order organisation organization orthodox oval pacific pact palace paper parade paradise
    paralympic parish park parliament parliamentary partnership party pass path peace peak peninsula pension
    peoples petroleum philharmonic pirate place plain plan planet planning plateau players plaza police policy
    polytechnic pool poor port post power presbytery presidency press prevention primary priority prison privacy
    prize professional program programme progressive project promenade property prosecution prosecutor prosecutors
    protection protocol province provincial public publishing race radio railway rally range real rebellion
    reconstruction record red reform reformation regiment region regional register registry regulation relations
    relief religion remembrance renaissance report republic republican republicans rescue research reserve
    resolution resources revenue review revolution revolutionary rhapsody rights ring river road rock room rotary
    round route royal rule sacred sailing saint saints sanctuary sandwich school science sciences scout sea season
    second secret secretariat section security senate senators senior service services seven shadow shield shore
    show shrine silk silver sisters six sky small social socialist socialists society solar solidarity sound south
    southeast southern southwest sovereign space special sport sports spring square stadium staff standard
    standards star state states station statistics statute stock stone strait strategic strategy street students
    studies studio suite summer summit sun super supervisory support supreme surgery sustainable swan system task
    tax technical technology television temple ten territories territory testament theater theatre third three
    times tour tourism tournament tower town trade traffic trail train training transport travel treasure treasury
    treaty tribunal tribune tropical trust tunnel twin two under union united unity universal university upper
    urban valley veterans vice victim victims victory village virgin visa volunteer vote walk wall war wars water
    waterway way welfare west western whale white wild wildlife wind wing winter wolf woman women wood woods work
    workers works world writers yard yellow young youth zone zoo
    """
)


@lru_cache(maxsize=16384)
def is_translated(word: str) -> bool:
    """Is a folded word one that names of bodies, works and places have, and that is translated in them?"""
    return is_common(word) or word in _HEADS or bool(_HEAD.search(word) or _ENDING.search(word))


def is_common(word: str) -> bool:
    """Is a folded word a common noun or adjective, so that no likeness to an English word tells anything?"""
    return word in _COMMON or (word.endswith(("en", "s")) and word.removesuffix("s").removesuffix("en") in _COMMON)


def is_english_part(word: str) -> bool:
    """Is a folded English word one that names of bodies, works and places have, and no title: Council, but not Mr?"""
    return word in _ENGLISH_PARTS or word.removesuffix("s") in _ENGLISH_PARTS
