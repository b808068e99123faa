import os, re, pytest
from datetime import UTC, datetime
from django.conf import settings
from home.demo.loaders import programme
from home.demo.loaders.events import uid_of
from home.demo.reading import read
from tests.factories.events import EventFactory, event_page, SeatCategoryFactory, RegistrationFactory
pytestmark = pytest.mark.django_db
def test_dump(client):
    event = EventFactory(uid=uid_of("seminar-caring-territories"), start=datetime(2027,3,10,8,0,tzinfo=UTC), end=datetime(2027,3,12,16,0,tzinfo=UTC))
    en = event_page(event, slug="sem", title="International seminar: caring territories")
    ar = event_page(event, "ar", slug="sem", title="الندوة الدولية: أقاليم حامية")
    programme.load(read("programme"))
    r = RegistrationFactory(category=SeatCategoryFactory(event=event, capacity=9))
    from events.programme.agenda import services
    from events.programme.models import Session
    services.star(registration=r, session=Session.objects.get(code="opening").pk)
    services.take_place(registration=r, session=Session.objects.get(code="first-hour").pk)
    services.renew_feed(registration=r)
    for lang in ("en","ar"):
        for name, url in (("list", f"/{lang}/events/sem/programme/"), ("grid", f"/{lang}/events/sem/programme/?view=grid"), ("agenda", f"/{lang}/registrations/{r.token}/agenda/"), ("all", f"/{lang}/registrations/{r.token}/agenda/?all=1"), ("json", f"/{lang}/events/sem/schedule.json"), ("xml", f"/{lang}/events/sem/schedule.xml")):
            res = client.get(url); assert res.status_code == 200, (url, res.status_code)
            text = res.content.decode()
            text = re.sub(r'(href|src)="/static/', r'\1="/work/wt/programme/coalition/static/', text)
            open(f"/tmp/prog/{name}-{lang}.html","w").write(text)
