"""A provider of mail: are its settings complete, and who switches the counting of openings and clicks off?"""

from coalition.mail.provider import names

from .lines import Line, State


def examine() -> Line:
    """Say whether mail can leave by the provider of the settings, and what a person switches off there."""
    what = f"provider of mail: {names.chosen()}"
    try:
        backend = names.backend()
    except names.Incomplete as error:
        return Line(what, State.MISSING, str(error), "see MAIL_PROVIDER_KEY and MAIL_PROVIDER_OPTIONS")
    untold = [name.removeprefix("track_") for name in names.SWITCHES if name not in names.switches(backend)]
    if untold:
        todo = "switch that off in the provider's own account"
        return Line(what, State.LOOK, f"no mail can tell it not to count {' and '.join(untold)}", todo)
    return Line(what, State.OK, "each mail tells it to count neither openings nor clicks")
