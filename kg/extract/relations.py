from kg.extract.clauses import Page
from kg.extract.offices import find_offices
from kg.model import Relation, Evidence
def relations(scene, statements, utterances):
    page=Page(scene,statements,utterances)
    out=[]
    for h in find_offices(page):
        st=page.statement(h.span)
        if st is None: continue
        preds=["hasPosition"]+(["headOf"] if h.heads else [])+(["worksFor"] if h.staff else [])
        for p in preds: out.append(Relation(st.id,h.person,p,h.body,Evidence(h.span,h.span.of(scene.text),"rules/1",.8)))
    return out
