"""The things, events and people of action plans.

Kinds:

- `artefact`: can be held or read; `event`: takes place or does not; `post`: filled or not;
- `evidence`: shows whether something had effect; `verdict`: somebody outside says so;
- `role`, `body`: can be held to account for a task; `group`: too many to be;
- `abstract`: cannot be seen, whatever is done to it.
"""

from typing import Final

from hscb_pm.smart.pattern import Pattern, plurals
from hscb_pm.smart.people import PEOPLE

_THINGS: Final = (
    Pattern(
        "documents",
        "M",
        "artefact",
        plurals(
            "report | strategy | policy | protocol | procedure | plan | guide | guideline"
            " | publication | brief | contact | leaflet | booklet | document | paper | template"
            " | form | checklist | toolkit | tool | framework | pathway | database | spreadsheet"
            " | register | directory | website | web page | webpage | page | newsletter | poster"
            " | letter | email | briefing | briefing note | bulletin | handbook | manual | pack"
            " | charter | standard | specification | contract | agreement | memorandum | matrix"
            " | chart | flowchart | flow chart | dashboard | scorecard | dataset | data set"
            " | proforma | pro forma | proposal | business case | options paper"
            " | position statement | statement | summary | chronology | genogram | log | list"
            " | schedule | rota | timetable | programme | action plan | work plan | workplan"
            " | curriculum | module | course | video | film | app | portal | system | helpline"
            " | hotline | screensaver | card | tracker | record | minute | agenda | action log"
            " | risk register | job description | terms | term of reference | code of practice"
            " | code of conduct | constitution | brochure | fact sheet | factsheet | presentation"
            " | e learning | elearning | elearning module | questionnaire | survey | map"
            " | inventory | prospectus | profile | needs assessment | service level agreement"
            " | information sharing agreement | return | submission | recommendation | criterion"
            " | indicator | performance indicator | key performance | threshold document | budget"
            " | bid | application | regulation | act | bill | circular | white paper | model"
            " | package | resource pack | resource | material | folder | file | notice | sign"
            " | alert | flag | marker | field | analysis | written response | position | offer"
            " | image | register of | screening tool | rating | appraisal | certificate | logo"
            " | blog | podcast | hyperlink | link to | intranet | inbox | mailbox | phone line"
            " | camera | equipment | room | building | facility | centre | unit | clinic | hub"
            " | scheme | project | training package | training programme | audit tool"
            " | quality assurance framework | mechanism for reporting | single point of contact"
            " | library | calendar | rule | code | order | warrant | decision | definition"
            " | target | database of | feasibility study | risk assessment | care plan"
            " | treatment plan | assessment | referral | invitation | audit programme"
            " | delivery plan | implementation plan | improvement plan | case study | glossary"
            " | syllabus | script | slide | terms of reference | criteria | guidance"
            " | legislation | minutes | copy | copies | data | figures | information | statistics"
            " | staffing structure | lease | drop in | dropin | breakdown | apology"
            " | registration | licence | certification | clause | fund | grant | fee | levy | ban"
            " | law | duty | lock | alarm | device | laptop | platform | concordat | compact"
            " | pledge | declaration | organogram | timeline | roadmap | blueprint"
            " | standard operating procedure | tariff | baseline | trajectory | index | prompt"
            " | aide memoire | top tip | self assessment | self evaluation | passport"
            " | life story book | transition plan | contingency plan | process | interface"
            " | text service | exhibition | press release | mou | sop | dpia | sla | isa | jsna"
            " | faq | reminder letter | memo | reply | answer | statistic | entry | diagram"
            " | photograph | sticker | wallet card | pocket guide | desk aid | quick guide"
            " | algorithm | bundle | action tracker | feedback | documentation | software"
            " | it system | cctv | funding | money | details | chapter | note"
        ),
        "Either it is there or it is not.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "Write a leaflet.",
        "Write it up.",
    ),
    Pattern(
        "occasions",
        "M",
        "event",
        plurals(
            "meeting | workshop | conference | training | training session | training day"
            " | seminar | consultation | review | audit | inspection | survey | session | event"
            " | launch | visit | exercise | interview | focus group | hearing | inquiry | enquiry"
            " | investigation | evaluation | assessment | pilot | trial | campaign | roadshow"
            " | open day | drill | test | stocktake | stock take | peer review | case review"
            " | reflective session | supervision session | away day | awayday | development day"
            " | forum | webinar | clinic | census | inset day | inset | appraisal | spot check"
            " | dip sample | check | vote | debrief | learning event | masterclass | lecture"
            " | site visit | walkabout | walkround | mock inspection | health check | healthcheck"
            " | mapping exercise | mapping | scoping | benchmarking | procurement | tender"
            " | recruitment | restructure | feasibility study | research | study | analysis"
            " | needs analysis | risk assessment | discussion at | symposium | celebration"
            " | ceremony | simulation | tabletop exercise | deep dive | ward round | huddle"
            " | handover | media campaign | day of action | awareness week | road show"
            " | open evening | ballot | poll | thematic review | learning review | rapid review"
            " | refresh | relaunch | reinspection | appointment of | publication of"
            " | meeting with | presentation | call | election | summit | surgery"
            " | induction programme"
        ),
        "It takes place or it does not, and who came can be counted.",
        "F4: audits, reviews and training",
        "Hold a workshop.",
        "Hold it.",
    ),
    Pattern(
        "posts and groups",
        "M",
        "post",
        plurals(
            "post | panel | steering group | working group | task group | task and finish group"
            " | team | workstream | sub group | subgroup | committee | board | lead | champion"
            " | coordinator | co ordinator | post holder | postholder | trainer"
            " | designated officer | representative | chair | vacancy | forum | network"
            " | working party | task force | taskforce | commission | ombudsman | apprentice"
            " | apprenticeship | place | bed | single point of access | one stop shop | mash"
            " | reference group | executive agency | youth council | advisory group"
            " | programme board | project board | implementation group | oversight group"
            " | tribunal | mentor | buddy | link worker | service desk | unit"
            " | named professional | designated professional | inspectorate | additional officer"
        ),
        "It is filled or set up, or it is not.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "Set up a steering group.",
        "Set it up.",
    ),
    Pattern(
        "what shows effect",
        "M",
        "evidence",
        "audit shows | audits show | audit evidence | case file audit | case file audits"
        " | file audits | file audit | case audits | dip samples | dip sampling"
        " | audit results | audit findings | survey results | staff survey | survey of"
        " | feedback from | evaluation forms | audited | evaluation shows | performance data"
        " | monitoring data | quarterly data | data shows | dataset | scorecard | dashboard"
        " | kpi | kpis | performance indicator | attendance records | performance indicators"
        " | training records | attendance register | minutes of | minuted"
        " | performance report | performance reports | exception report | exception reports"
        " | sampling | completion rates | completion rate | compliance rate"
        " | supervision records | case sampling | section 11 returns | section 11 audit"
        " | number of | numbers of | percentage of | rate of | rates of | proportion of"
        " | per cent of | attendance at | waiting times | waiting time | evidence from"
        " | evidenced by | evidenced in | evidenced through | measured by | uptake of"
        " | re audit | reaudit | satisfaction survey | exit interviews | spot checks"
        " | case files | file reads | test results | performance figures | complaints"
        " | audits | records | returns | published on | signed off by | agreed by"
        " | approved by | ratified by | minutes | available on | turnover | sickness absence"
        " | baseline",
        "Somebody can look it up.",
        "HSCB framework, section 4: evidence of an outcome",
        "Measured by audits.",
        "Measured out.",
    ),
    Pattern(
        "verdicts from outside",
        "M",
        "verdict",
        "ofsted | cqc | care quality commission | hmic | hmicfrs | hmi probation | hmip"
        " | cssiw | estyn | inspectorate | inspectors | inspection judgement"
        " | inspection outcome | inspection report | external audit | external auditor"
        " | external auditors | external evaluation | kitemark | independent evaluation"
        " | independent review | independent audit | peer review | accredited | accreditation"
        " | independent reviewer | externally validated | audit commission | ico"
        " | charter mark | iso | investors in people | quality mark | peer challenge"
        " | information commissioner | health and safety executive | hse | ombudsman"
        " | coroner",
        "Somebody outside says whether it is so.",
        "Ofsted descriptors",
        "Judged good by Ofsted.",
        "Judged good by us.",
    ),
    Pattern(
        "not to be seen",
        "SMART-S2",
        "abstract",
        "culture | understanding | awareness | confidence | resilience | relationships"
        " | relationship | links | capacity | leadership | commitment | approach | approaches"
        " | skills | knowledge | outcomes | improvements | improvement | better | improved"
        " | joint working | partnership | engagement | communication | practice"
        " | coordination | co ordination | consistency | quality | oversight | focus"
        " | clarity | ethos | environment | opportunities | opportunity | expertise"
        " | competence | momentum | robust | effective | shared understanding | ownership"
        " | high quality | best practice | good practice | support for | support to | advice"
        " | help | assistance | working together | collaboration | steps | measures"
        " | arrangements | action | greater | more | good | appropriate | priority"
        " | attention | regard | progress | appropriate action | emphasis | value for money"
        " | strong | clear | vision | sense | excellent | positive | outstanding | seamless"
        " | holistic | meaningful | proactive | inclusive | equitable | sustainable"
        " | standards of | voice | difference | contribution | benefit | benefits | choice"
        " | respect | dignity | compassion | trust and | visibility | profile of | reputation"
        " | mindset | behaviours | behaviour | attitudes | values | responsibility"
        " | accountability | flexibility | integration | alignment | innovation | excellence"
        " | equality | prevention | support | encouragement | reassurance | assurance"
        " | stability | permanence | insight | challenge | scrutiny | consideration | thought"
        " | recognition | influence | impact | wellbeing | inequality | inequalities"
        " | performance | outcome | experience | experiences | timeliness | potential"
        " | success | efficiency | productivity | morale | transparency | openness | honesty"
        " | curiosity | judgement | continuity | cohesion | standards | effective use"
        " | use of | priorities | ways | synergies | efficiencies | safety",
        "It cannot be seen, so nobody can say that it is there.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "Develop a culture of openness.",
        "Develop a leaflet.",
    ),
)

NOUNS: Final = (*_THINGS, *PEOPLE)
"""Every noun, by what it lets one see."""
