"""Looks into a DOCX, XLSX or PPTX (Office Open XML, ECMA-376): whatever would act when it is opened is refused."""
