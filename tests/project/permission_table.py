"""What each role may open: the table of `test_permission_table.py`.

ROLES are the letters of the table; "-" is nobody, who is not logged in. After *of* stand the beginnings of addresses in
the CMS, which may stand in several blocks, then a line for each set of their ends ("." is none): who opens them by GET,
and who by an empty POST (*none*: nobody; ".": the view is Wagtail's own, which asks the same of both). A row of
somebody else, or none, opens to nobody; a host is in no team.
"""

ROLES = {
    "A": "",  # an administrator
    "E": "COMMITTEE_EDITORS",
    "C": "CHARTER_REVIEWERS",
    "H": "EVENT_HOSTS",
    "N": "NEWSLETTER_EDITORS",
    "D": "DATA_PROTECTION",
}

CMS_TABLE = """
of login/ block-preview/ snippets/
    none    .       .

of session/
    AECHND- none    .
    AECHND  none    back/

of ./ choose-external-link/ choose-email-link/ choose-phone-link/ choose-anchor-link/ account/ dismissibles/
    AECHND  .       .

of api/
    AECHND  .       main/pages/ main/documents/ main/images/
    AE      .       main/pages/<int:pk>/
    none    .       main/pages/find/ main/pages/<int:pk>/action/<str:action_name>/
    none    none    main/pages/<int:pk>/action/<str:action>/
    none    .       main/documents/<int:pk>/
    none    .       main/documents/find/ main/images/<int:pk>/ main/images/find/

of pages/
    AEHN    .       .
    AE      .       <int:parent_page_id>/ <int:parent_page_id>/results/
    AEHN    .       usage/<slug:content_type_app_name>/<slug:content_type_model_name>/
    AEHN    .       usage/<slug:content_type_app_name>/<slug:content_type_model_name>/results/ search/ search/results/
    AE      .       add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/
    AE      .       add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/preview/
    AE      .       <int:page_id>/usage/ <int:page_id>/edit/ <int:page_id>/edit/preview/ <int:page_id>/view_draft/
    AE      .       <int:parent_page_id>/add_subpage/ <int:page_id>/delete/ <int:page_id>/unpublish/
    AE      .       <int:page_to_move_id>/move/ <int:page_id>/copy/ <int:page_id>/privacy/
    AE      .       <int:page_id>/workflow_history/ <int:page_id>/history/ <int:page_id>/history/results/
    AE      AE      <int:parent>/four-languages/<str:page_type>/
    none    .       create/<slug:app_label>/<slug:model_name> <int:page_id>/convert_alias/
    none    .       <int:page_to_move_id>/set_position/
    none    .       workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/
    none    .       workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/
    none    .       workflow/preview/<int:page_id>/<int:task_id>/ <int:page_id>/lock/ <int:page_id>/unlock/
    none    .       <int:page_id>/revisions/<int:revision_id>/view/ <int:page_id>/revisions/<int:revision_id>/revert/
    none    .       <int:page_id>/revisions/<int:revision_id>/unschedule/
    none    .       <int:page_id>/workflow_history/detail/<int:workflow_state_id>/
    AE      .       <int:page_to_move_id>/move/<int:destination_id>/confirm/
    AE      .       workflow/confirm_cancellation/<int:page_id>/ <int:page_id>/revisions/

of bulk/
    none    .       <str:app_label>/<str:model_name>/<str:action>/

of choose-page/
    AECHND  .       . <int:parent_page_id>/ search/ chosen-multiple/

of tag-autocomplete/
    AEHN    .       .
    none    .       <slug:app_name>/<slug:model_name>/

of collections/
    A       .       . add/
    none    .       <int:pk>/ <int:pk>/delete/ <int:collection_id>/privacy/

of workflows/
    A       .       list/ list/results/ add/ disable/<int:pk>/ edit/<int:pk>/ usage/<int:pk>/ usage/<int:pk>/results/
    A       .       tasks/select_type/ tasks/index/ tasks/index/results/ tasks/edit/<int:pk>/ tasks/disable/<int:pk>/
    none    .       enable/<int:pk>/ remove/<int:page_pk>/ remove/<int:page_pk>/<int:workflow_pk>/
    none    .       tasks/add/<str:app_label>/<str:model_name>/ tasks/enable/<int:pk>/
    AECHND  .       task_chooser/ task_chooser/results/ task_chooser/create/ task_chooser/<int:task_id>/

of reports/
    A       .       locked/ locked/results/
    AEHN    .       workflow/ workflow/results/ workflow_tasks/ workflow_tasks/results/ aging-pages/
    AEHN    .       aging-pages/results/
    AE      .       site-history/ site-history/results/
    AE      .       page-types-usage/ page-types-usage/results/
    AEHN    none    translation-state/

of editing-sessions/
    none    .       ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/ release/<int:session_id>/

of localize/
    AE      .       submit/page/<int:page_id>/ reports/translations/ reports/translations/results/
    none    .       update/<int:translation_source_id>/ submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/
    none    .       translate/<int:translation_id>/strings/<int:string_segment_id>/edit/
    none    .       translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/
    none    .       translate/<int:translation_id>/pofile/download/ translate/<int:translation_id>/pofile/upload/
    none    .       translate/<int:translation_id>/machine_translate/ translate/<int:translation_id>/preview/
    none    .       translate/<int:translation_id>/preview/<str:mode>/ translate/<int:translation_id>/disable/
    none    .       page/<int:page_id>/convert_to_alias/ api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/
    none    .       api/snippets/<slug:app_label>/<slug:model_name>/
    AECHND  none    jsi18n/

of event-replays/
    AE      none    <int:event>/
    none    none    file/<int:pk>/ file/<int:pk>/delete/ document/<int:pk>/delete/
    AE      none    captions/<int:pk>/
    none    AE      captions/<int:pk>/delete/

of forms/
    AEHN    .       . results/
    none    .       submissions/<int:page_id>/ submissions/<int:page_id>/results/ submissions/<int:page_id>/delete/

of redirects/
    A       .       . results/ add/ <int:redirect_id>/ <int:redirect_id>/delete/ import/
    none    .       import/process/

of settings/
    none    .       <slug:app_name>/<slug:model_name>/ <slug:app_name>/<slug:model_name>/<int:pk>/
    none    .       <slug:app_name>/<slug:model_name>/<int:pk>/preview/

of embeds/
    AECHND  .       chooser/ chooser/upload/

of documents/
    AEHN    .       . results/ add/ multiple/add/
    A       .       edit/<int:document_id>/ delete/<int:document_id>/ usage/<int:document_id>/
    none    .       multiple/<int:doc_id>/ multiple/create_from_uploaded_document/<int:uploaded_file_id>/
    none    .       multiple/<int:doc_id>/delete/ multiple/delete_upload/<int:uploaded_file_id>/

of withdrawn-files/
    AE      AE      <int:document_id>/

of images/
    AEHN    .       . results/ add/ multiple/add/
    A       .       <int:image_id>/ <int:image_id>/delete/ <int:image_id>/generate_url/
    A       .       <int:image_id>/generate_url/output/ <int:image_id>/preview/<str:filter_spec>/
    A       .       usage/<int:image_id>/
    none    .       multiple/<int:image_id>/ multiple/create_from_uploaded_image/<int:uploaded_file_id>/
    none    .       multiple/<int:image_id>/delete/ multiple/delete_upload/<int:uploaded_file_id>/

of snippets/resources/resource/
    AEC     .       . results/
    AE      .       add/ delete/<int:pk>/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/ copy/<int:pk>/
    AE      AE      edit/<int:pk>/

of snippets/choose/resources/resource/
    AEC     .       . results/ chosen-multiple/
    AE      .       create/
    none    .       chosen/<str:pk>/

of snippets/home/action/ snippets/home/goal/ snippets/home/territorywork/ snippets/figures/indicator/
of snippets/calls/call/ snippets/resources/theme/ snippets/figures/territory/ snippets/members/contact/
of snippets/pages/menuitem/
    AE      .       . results/ add/ delete/<int:pk>/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/
    AE      .       copy/<int:pk>/
    AE      AE      edit/<int:pk>/

of snippets/choose/home/action/ snippets/choose/home/goal/
of snippets/choose/home/territorywork/ snippets/choose/webinars/course/ snippets/choose/webinars/quizquestion/
of snippets/choose/figures/indicator/ snippets/choose/figures/territory/
of snippets/choose/calls/call/ snippets/choose/members/contact/
of snippets/choose/resources/theme/ snippets/choose/pages/menuitem/ snippets/choose/pages/helpline/
of snippets/choose/pages/partner/
    AE      .       . results/ chosen-multiple/ create/
    none    .       chosen/<str:pk>/

of snippets/home/contacttopic/
    AE      .       . results/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/
    none    .       add/ delete/<int:pk>/ copy/<int:pk>/
    AE      AE      edit/<int:pk>/

of snippets/choose/home/contacttopic/
    AE      .       . results/ chosen-multiple/
    none    .       chosen/<str:pk>/ create/

of snippets/pages/helpline/
    AE      .       . results/ add/
    AE      AE      researched/
    none    none    confirm/<int:pk>/ edit/<int:pk>/
    none    .       delete/<int:pk>/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/ copy/<int:pk>/

of snippets/newsletters/consenttext/
    AEN     .       . results/
    none    .       add/ delete/<int:pk>/ copy/<int:pk>/
    AE      AE      edit/<int:pk>/
    AE      .       usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/

of snippets/choose/newsletters/consenttext/
    AEN     .       . results/ chosen-multiple/
    none    .       chosen/<str:pk>/ create/

of snippets/webinars/course/ snippets/webinars/quizquestion/
    AE      .       . results/ add/ delete/<int:pk>/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/
    AE      AE      edit/<int:pk>/

of snippets/pages/menuitem/ snippets/webinars/quizquestion/
    none    .       reorder/<int:pk>/

of figures/entries/
    AE      none    . results/
    AE      AE      ask/ inspect/<int:pk>/

of network/import/
    AE      AE      .

of figures/releases/
    AE      none    . results/
    AE      AE      inspect/<int:pk>/
    AE      AE      prepare/<int:pk>/

of calls/proposals/
    AE      none    . results/ inspect/<int:pk>/
    AE      AE      ranking/<int:pk>/
    none    none    file/<int:pk>/ marks/<int:pk>/
    none    AE      conflict/<int:pk>/
    AE      AE      decide/<int:pk>/

of snippets/members/localgovernment/
    AEC     none    . results/
    AE      .       add/ delete/<int:pk>/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/ copy/<int:pk>/
    AE      AE      edit/<int:pk>/

of snippets/choose/members/localgovernment/
    AEC     .       . results/ chosen-multiple/
    none    .       chosen/<str:pk>/
    AE      .       create/

of snippets/pages/sitewords/
    AE      AE      .
    AE      .       results/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/
    A       .       add/ delete/<int:pk>/ copy/<int:pk>/
    AE      AE      edit/<int:pk>/

of snippets/choose/pages/sitewords/
    AE      .       . results/ chosen-multiple/
    none    .       chosen/<str:pk>/
    A       .       create/

of snippets/pages/partner/
    AE      .       . results/ add/
    none    none    edit/<int:pk>/
    none    .       delete/<int:pk>/ usage/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/ reorder/<int:pk>/
    none    .       copy/<int:pk>/

of contact/messages/
    AE      none    . results/
    AE      none    inspect/<int:pk>/
    none    AE      answered/<int:pk>/

of newsletter-editions/
    AEHN    none    .
    AEN     AEN     new/ <int:page_id>/ <int:page_id>/check/ <int:page_id>/recipients/
    none    AEN     <int:page_id>/decide/
    none    none    <int:page_id>/words/<str:language>/

of newsletter_deliveries/ newsletter_readers/
    AEN     none    . results/
    AEN     .       inspect/<int:pk>/

of newsletter_readers/
    AEN     AEN     import/ unsubscribe/
    AE      AE      export/

of mail_log/
    AECHN   none    . results/
    AEN     none    inspect/<int:pk>/
    none    none    body/<int:pk>/
    AE      AE      send-again/<int:pk>/
    AE      AE      settle/<int:pk>/

of suppressed-addresses/
    AE      none    . results/
    AE      AE      find/ lift/<int:pk>/

of person-requests/
    AD      none    .
    AD      AD      new/
    AD      AD      <int:pk>/

of users/
    A       A       factor/<int:pk>/

of locales/ users/ sites/
    A       .       . results/ new/ edit/<int:pk>/ delete/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/
    A       .       usage/<int:pk>/ copy/<int:pk>/

of groups/
    A       .       . results/ new/ edit/<int:pk>/ delete/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/
    A       .       usage/<int:pk>/

of documents/chooser/
    AECHND  .       . results/ chosen-multiple/
    AEHN    .       chosen/<str:pk>/ create/

of images/chooser/
    AECHND  .       . results/ chosen-multiple/
    AEHN    .       chosen/<str:pk>/ create/ <int:image_id>/select_format/

of sprite/ jsi18n/
    AECHND- .       .

of password_reset/
    none    .       . done/ confirm/<uidb64>/<token>/ complete/

of figures/entries/ figures/releases/ calls/proposals/ contact/messages/ newsletter_deliveries/
of newsletter_readers/ mail_log/ suppressed-addresses/
    none    .       new/ edit/<int:pk>/ delete/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/ usage/<int:pk>/

of snippets/resources/resource/ snippets/home/action/ snippets/home/goal/ snippets/home/territorywork/
of snippets/figures/indicator/ snippets/calls/call/ snippets/resources/theme/ snippets/home/contacttopic/
of snippets/pages/helpline/ snippets/newsletters/consenttext/ snippets/members/localgovernment/
of snippets/pages/sitewords/ snippets/pages/menuitem/ snippets/pages/partner/
    none    none    history/<int:pk>/revisions/<int:revision_id>/revert/
"""

# The programme's public addresses, by what everybody is answered: the status of a GET, then of an empty POST. Secrets,
# and names of what there is, are unknown ones.
PUBLIC_TABLE = """
200 200
    en/initiatives/link/
200 405
    data/badge-issuer.json data/badge-keys.json
    en/courses/certificate/ en/courses/sent/ en/events/attendance/ en/figures/
    en/initiatives/link/sent/ en/learning/left/ en/resources/feed.atom
200 422
    en/courses/resume/
301 405
    en/courses/
404 404
    en/courses/<slug:key>/begin/ en/initiatives/<slug:key>/propose/ en/initiatives/proposal/<str:token>/
    en/figures/give/<str:token>/
    en/initiatives/proposal/<str:token>/check/ en/initiatives/proposal/<str:token>/withdraw/
    en/initiatives/proposal/<str:token>/write/ en/learning/<str:token>/<slug:lesson>/
    en/learning/certificate/<str:token>/ en/learning/leave/<str:token>/ en/learning/renew/<str:token>/
    recordings/<uuid:uid>.<slug:extension> recordings/<uuid:uid>.vtt
404 405
    en/courses/<slug:key>/ en/initiatives/call/
    data/figures/<slug:slug>.csv data/figures/<slug:slug>.xlsx data/figures/<slug:slug>/datapackage.json
    data/figures/<slug:slug>/releases/<int:number>.csv data/figures/<slug:slug>/releases/<int:number>.xlsx
    data/figures/<slug:slug>/releases/<int:number>/datapackage.json en/courses/<slug:key>/course.zip
    data/badge-keys/<slug:thumbprint>.json en/courses/<slug:key>/badge.json en/courses/<slug:key>/badge.png
    en/figures/<slug:slug>/chart.png en/figures/<slug:slug>/chart.svg en/figures/<slug:slug>/embed/
    en/figures/<slug:slug>/releases/<int:number>/ en/figures/<slug:slug>/releases/<int:number>/chart.png
    en/figures/<slug:slug>/releases/<int:number>/chart.svg
    en/courses/certificate/<str:reference>/ en/courses/certificate/file/<str:reference>/
    en/events/attendance/<str:reference>/ en/events/attendance/file/<str:reference>/
    en/e/<slug:short_id>/replay/ en/e/<slug:short_id>/transcript/ en/events/<page:slug>/replay/
    en/events/<page:slug>/transcript/ en/figures/<slug:slug>/ en/learning/<str:token>/
    en/learning/<str:token>/worker.js en/learning/data/<str:token>/
    en/webinars/<page:slug>/replay/ en/webinars/<page:slug>/transcript/
410 410
    en/e/l/<str:token>/
"""


def _cms() -> dict[str, tuple[str, str]]:
    """Return by address in the CMS who opens it by GET, and who by POST."""
    found: dict[str, tuple[str, str]] = {}
    for block in CMS_TABLE.strip().split("\n\n"):
        lines = [line.split() for line in block.splitlines()]
        areas = [area for first, *areas in lines if first == "of" for area in areas]
        for looks, does, *ends in (line for line in lines if line[0] != "of"):
            who = ("" if looks == "none" else looks, "" if does in ("none", ".") else does)
            for area in areas:
                found |= {f"{area.removeprefix('./')}{end.removeprefix('.')}": who for end in ends}
    return found


def _public() -> dict[str, str]:
    """Return by public address what everybody is answered."""
    found, answer = {}, ""
    for line in PUBLIC_TABLE.strip().splitlines():
        if line.startswith(" "):
            found |= dict.fromkeys(line.split(), answer)
        else:
            answer = line
    return found


CMS, PUBLIC = _cms(), _public()
