"""Your seminars, and opening a new one: from a scenario, from a template, with your logo."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, request

from simulator.app.images import LARGEST, TYPES, BadImage, Image
from simulator.app.opening import REHEARSAL, Day, Extras, Openings, first_room
from simulator.app.seminar_templates import CannotKeep, SeminarTemplates, Template
from simulator.core.ids import PersonId, SeminarId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise

from ..identity import WALL
from ..messages import message
from ..opening import Opening, from_template, read_opening, template_of
from ..security import policy
from ..services import Services

BIGGEST_UPLOAD = 16 * 1024 * 1024
"""A photograph straight from a camera is refused with a sentence and keeps what was typed; what is larger does not."""
KEPT = "“{name}” is kept as a template. You find it at “Open a new seminar”."
BAD_LOGOS = {
    "large": f"This picture is larger than {LARGEST // 1000} kB. Save a smaller one and choose that.",
    "kind": "This is no PNG or JPEG picture, whatever its name says. Save the logo as one of them and choose that.",
    "broken": "This picture is damaged or not whole. Save it again and choose the new file.",
    "wide": "This picture is more than 4000 pixels wide or high. Save a smaller one and choose that.",
    "gone": "The logo you chose is no longer here. Choose the file again.",
}


def picture_answer(image: Image | None) -> Response:
    """A picture that somebody uploaded: as what its bytes are, and as nothing else."""
    if image is None:
        abort(404)
    response = make_response(image.data)
    response.headers["Content-Type"] = TYPES[image.kind]
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def make_opening_pages(services: Services) -> Blueprint:
    """The page of your seminars, its forms, and the pictures of seminars."""
    pages = Blueprint("opening", __name__)
    simulator, desk, stores = services.simulator, services.desk, services.stores
    openings = Openings(simulator, services.after.retention)
    brandings, templates = openings.brandings, SeminarTemplates(stores.notes, simulator.clock)

    @pages.get("/logo/<seminar>/<name>")
    @policy("public")
    def logo(seminar: str, name: str) -> Response:
        """The logo of a seminar. Its name is the hash of the picture: nobody asks for one that they were not shown."""
        return picture_answer(brandings.logo(SeminarId(seminar), name))

    @pages.get("/steer/logo/<name>")
    @policy("facilitator")
    def my_logo(name: str) -> Response:
        """A picture that is not in a seminar yet, for whoever uploaded it."""
        return picture_answer(brandings.uploaded(PersonId(services.facilitator()), name))

    @pages.get("/steer/")
    @policy("facilitator")
    def desk_page() -> Response:
        facilitator = PersonId(services.facilitator())
        chosen = templates.find(facilitator, request.args.get("from", ""))
        if chosen is None or all(s.id != chosen.scenario for s in services.scenarios()):
            return home()
        return home(from_template(chosen, services.load_scenario(chosen.scenario)), chosen.scenario)

    def home(opening: Opening | None = None, scenario: str = "") -> Response:
        """Your seminars, and the form with what was typed into it."""
        seminars, facilitator = [], services.facilitator()
        for grant in stores.facilitators.of_facilitator(facilitator):
            entry = stores.seminars.find(grant.seminar_id)
            day = openings.day(SeminarId(grant.seminar_id))
            if entry is not None and not (entry.archived_at and day.rehearsal):
                state = simulator.seminar(SeminarId(entry.seminar_id))
                rooms = [
                    {"id": r.id, "name": r.name, "held": len(r.holder), "of": len(r.seats),
                     "wall": f"/wall/{services.identities.link(WALL, r.id)}"}
                    for r in state.rooms.values()
                ]  # fmt: skip
                title = state.rulebook.title if state.rulebook else ""
                seminars.append({"entry": entry, "rooms": rooms, "scenario": title, "day": day})
        scenarios = services.scenarios()
        titles = {s.id: s.title for s in scenarios}
        return services.render(
            "pages/desk.html", seminars=seminars, scenarios=scenarios, opening=opening, asked=scenario,
            login=services.sign_in.name_of(services.facilitator()),
            templates=[(t, titles.get(t.scenario, "")) for t in templates.of(PersonId(facilitator))],
        )  # fmt: skip

    def with_logo(opening: Opening, facilitator: PersonId) -> Opening:
        """The form with the picture that was chosen now, or before."""
        file, before = request.files.get("logo"), request.form.get("logo_kept", "")[:64]
        if file and file.filename:
            try:
                name = brandings.upload(facilitator, file.stream.read(LARGEST + 1))
            except BadImage as bad:
                return opening.but("logo", BAD_LOGOS[bad.code])
            brandings.tidy(facilitator, {name, *(t.logo for t in templates.of(facilitator))})
            return replace(opening, logo=name)
        if not before or request.form.get("logo_off"):
            return opening
        if brandings.uploaded(facilitator, before) is None:
            return opening.but("logo", BAD_LOGOS["gone"])
        return replace(opening, logo=before)

    def keep(opening: Opening, scenario: str, facilitator: PersonId) -> Opening:
        """The form with its choices kept as a template, or why that cannot be."""
        try:
            name = request.form.get("template_name", "")
            made = templates.keep(facilitator, name, template_of(opening, scenario))
        except CannotKeep as cannot:
            return opening.but("template_name", message(cannot.code, {}))
        typed = {**opening.typed, "template": made.id, "template_name": ""}
        return replace(opening, typed=typed, said=KEPT.format(name=made.name))

    @pages.post("/steer/new")
    @policy("facilitator")
    def new() -> Response:
        facilitator = PersonId(services.facilitator())
        request.max_content_length = BIGGEST_UPLOAD
        form = request.form
        chosen = next((s for s in services.scenarios() if s.id == form.get("scenario")), None)
        if chosen is None:
            return services.say_back("/steer/", "value.unknown", value="")
        book = services.load_scenario(chosen.id)
        template = templates.find(facilitator, form.get("template", ""))
        opening = with_logo(read_opening(form, book, template), facilitator)
        if form.get("do") == "keep" and not opening.problem:
            opening = keep(opening, chosen.id, facilitator)
        if opening.problem or form.get("do") in ("look", "keep"):
            return home(opening, chosen.id)
        day = Day(form.get("date", "")[:10], opening.begins if form.get("begins") else "")
        picture = brandings.uploaded(facilitator, opening.logo) if opening.logo else None
        try:
            entry = openings.open(
                book, opening.title, opening.rooms, opening.settings, opening.agenda, day, facilitator,
                Extras(opening.credits, picture, opening.days),
            )  # fmt: skip
        except Refused as refused:
            problem = str(desk.refuse(refused.code, refused.facts)["message"])
            return home(replace(opening, problem=problem), chosen.id)
        return services.back(f"/steer/{first_room(simulator, entry)}")

    # --- templates -------------------------------------------------------------------------------------

    def answered(problem: str = "", kept: str = "") -> Response:
        """Back to the list of templates, with what there is to say."""
        response = services.back("/steer/#templates")
        if problem or kept:
            text = message(problem, {}) if problem else KEPT.format(name=kept)
            services.identities.leave_flash(request, response, "error" if problem else "ok", text)
        return response

    @pages.post("/steer/templates")
    @policy("facilitator")
    def change_template() -> Response:
        """Rename a template, or delete it."""
        facilitator, form = PersonId(services.facilitator()), request.form
        if services.limited("steer", facilitator):
            return services.say_back("/steer/", "limit.reached")
        which = form.get("template", "")
        if form.get("do") == "delete":
            templates.delete(facilitator, which)
            return answered()
        try:
            templates.rename(facilitator, which, form.get("name", ""))
        except CannotKeep as cannot:
            return answered(cannot.code)
        return answered()

    def choices_of(state: Exercise, facilitator: PersonId) -> Template | None:
        """What a template keeps of a seminar that is open; None where its scenario is no longer here."""
        seminar, entry = simulator.seminar(state.seminar), services.entry_of(state)
        scenario = next((s for s in services.scenarios() if s.id == state.rulebook.id), None)
        if scenario is None:
            return None
        branding, day = brandings.of(state.seminar), openings.day(state.seminar)
        held = brandings.logo(state.seminar, branding.logo)
        settings = seminar.settings
        choices = {
            "title": entry.title.removeprefix(REHEARSAL), "begins": day.begins, "credits": branding.credits,
            "days": str(openings.days(entry)), "minutes": str(sum(s.minutes for s in state.steps)),
            "rooms": str(len(seminar.rooms)), "cast": str(state.cast), "bots": settings.bots, "help": settings.help,
            "depth": settings.depth, "talk": settings.talk, "letters": settings.letters,
        }  # fmt: skip
        logo = brandings.upload(facilitator, held.data) if held else ""
        return Template("", "", scenario.id, choices, state.agenda.lengths, state.agenda.out, logo)

    @pages.post("/steer/<exercise>/template")
    @policy("facilitator")
    def keep_seminar(exercise: str) -> Response:
        """Keep the choices and the running order of a seminar as a template."""
        state, facilitator = services.steered(exercise), PersonId(services.facilitator())
        if services.limited("steer", facilitator):
            return services.say_back("/steer/", "limit.reached")
        template = choices_of(state, facilitator)
        if template is None:
            return answered("template.no_scenario")
        try:
            made = templates.keep(facilitator, request.form.get("name", ""), template)
        except CannotKeep as cannot:
            return answered(cannot.code)
        return answered(kept=made.name)

    return pages
