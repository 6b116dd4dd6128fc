"""Segments into English, with proof: every hypothesis is compared with its source, and a faulty one is tried again.

The first plan puts a text to the model as it is. What comes back with faults is tried again with stand-ins for
what was lost, in pieces around it, and clause by clause. The candidate with the fewest faults wins, the earlier
one at a tie, and what is still wrong with it becomes a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline import __version__, surface
from pipeline.article import TITLE_KINDS, Article, Segment, Status
from pipeline.config import TranslateSettings
from pipeline.engines.protocols import Hypothesis, Translator
from pipeline.glossary import NO_GLOSSARY, Glossary
from pipeline.loops import cut_loops
from pipeline.memory import Memory, Remembered, Text
from pipeline.plans import Fault, Plan, Planner, faults, loop_limit

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Candidate:
    plan: Plan
    target: str
    score: float | None
    faults: list[Fault]

    @property
    def cost(self) -> int:
        return sum(fault.cost for fault in self.faults)


@dataclass
class _Job:
    """One distinct text (a title or not) and its best translation so far."""

    text: str
    title: bool
    plans: list[Plan]
    best: _Candidate | None = None
    remembered: Remembered | None = None
    segments: list[Segment] = field(default_factory=list)


def translate(
    articles: Sequence[Article],
    translator: Translator,
    settings: TranslateSettings,
    progress: Progress | None = None,
    glossary: Glossary = NO_GLOSSARY,
    memory: Memory | None = None,
) -> list[Article]:
    """Copies of the articles with target, score, status and findings in each segment.

    Distinct texts are translated once, together, whichever article they are in. A sentence without English has
    status FAILED and a finding. `progress` is told (texts done, texts known so far). What the memory holds is not
    translated again, and what is new goes into it.
    """
    copies = [article.model_copy(deep=True) for article in articles]
    planner = Planner(translator.count_tokens, min(settings.max_source_tokens, translator.max_source_tokens), glossary)
    jobs: dict[Text, _Job] = {}
    for article in copies:
        known = _known_words(article)
        for block in article.blocks:
            for segment in block.segments:
                names = known if surface.is_shouted(segment.source) else ()
                key = Text(segment.source, block.kind in TITLE_KINDS, names)
                if key not in jobs:
                    jobs[key] = _Job(segment.source, key.title, [planner.first(segment.source, names)])
                jobs[key].segments.append(segment)
    fingerprint = _fingerprint(translator, planner, glossary)
    for key, found in (memory.find(list(jobs), fingerprint) if memory else {}).items():
        jobs[key].remembered, jobs[key].plans = found, []
    fresh = {key: job for key, job in jobs.items() if not job.remembered}
    _climb(list(fresh.values()), planner, translator, progress)
    made = {key: _result(job) for key, job in fresh.items()}
    if memory and made:
        memory.keep(made, fingerprint)
    for key, job in jobs.items():
        _write(job, job.remembered or made[key])
    return copies


def _fingerprint(translator: Translator, planner: Planner, glossary: Glossary) -> str:
    """What the English of a text depends on besides the text."""
    return f"{__version__} {translator.info.model_dump_json()} {planner.limit} {glossary.fingerprint}"


def _known_words(article: Article) -> tuple[str, ...]:
    """Words with a capital inside mixed-case sentences: how this article writes its names and acronyms."""
    seen: dict[str, None] = {}
    for segment in article.segments():
        if not surface.is_shouted(segment.source):
            words = segment.source.split()[1:]
            seen.update(dict.fromkeys(w.strip("\"'“”‘’.,:;!?()") for w in words if w[:1].isupper()))
    return tuple(seen)


def _climb(jobs: Sequence[_Job], planner: Planner, translator: Translator, progress: Progress | None) -> None:
    """Translate plan after plan until a job has no fault or no plan left; each round is one call."""
    done = total = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    while waiting := [job for job in jobs if job.plans]:
        texts = list(dict.fromkeys(p.text for job in waiting for p in job.plans[0].parts if not p.copied))
        total += len(texts)
        hypotheses = dict(zip(texts, translator.translate(texts, advance), strict=True))
        for job in waiting:
            first = job.best is None
            plan = job.plans.pop(0)
            candidate = _candidate(job, plan, hypotheses, planner.glossary)
            if first:
                job.plans = planner.retries(job.text, candidate.target, candidate.faults, plan)
            if job.best is None or candidate.cost < job.best.cost:
                job.best = candidate
            if not job.best.faults:
                job.plans = []


def _candidate(job: _Job, plan: Plan, hypotheses: dict[str, Hypothesis], glossary: Glossary) -> _Candidate:
    heard = [hypotheses[part.text] for part in plan.parts if not part.copied]
    said = [part.text if part.copied else hypotheses[part.text].text for part in plan.parts]
    target = plan.finish(job.text, said)
    if not heard:
        return _Candidate(plan, target, None, [])
    target = surface.match_end(surface.normalise_punctuation(job.text), target, title=job.title)
    if not any(hypothesis.text.strip() for hypothesis in heard):
        target = ""  # what was copied around the silence is no translation
    found = faults(job.text, target, glossary, truncated=any(h.truncated or not h.text.strip() for h in heard))
    return _Candidate(plan, cut_loops(target, loop_limit(job.text)), _mean_score(heard), found)


def _mean_score(heard: Iterable[Hypothesis]) -> float | None:
    """The parts' scores, weighted by their words."""
    weighed = [(h.score, max(1, len(h.text.split()))) for h in heard if h.score is not None]
    if not weighed:
        return None
    return round(sum(score * weight for score, weight in weighed) / sum(weight for _, weight in weighed), 4)


def _result(job: _Job) -> Remembered:
    """The job's best candidate, with what is still wrong with it."""
    if job.best is None:
        raise RuntimeError(f"no plan was tried for {job.text!r}")
    best = job.best
    notes = [*([best.plan.note] if best.plan.note else []), *(f.finding for f in best.faults if f.finding)]
    if job.text.strip() and not best.target.strip():
        return Remembered(target=None, score=best.score, status=Status.FAILED, findings=notes)
    copied = all(part.copied for part in best.plan.parts)
    status = Status.COPIED if copied else Status.TRANSLATED
    return Remembered(target=best.target, score=best.score, status=status, findings=notes)


def _write(job: _Job, result: Remembered) -> None:
    """Write the result into the job's segments."""
    for segment in job.segments:
        segment.target, segment.score, segment.status = result.target, result.score, result.status
        placed = [note.model_copy(update={"segment": segment.id}) for note in result.findings]
        segment.findings = [*segment.findings, *placed]
