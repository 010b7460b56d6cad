"""The verbs of action plans.

Kinds:

- `event`: done once, it leaves something that anybody can see;
- `task`: concrete, but how one would tell depends on what it is done to;
- `light`: concrete only with a document, an event or a post as its object;
- `direction`: concrete only with a figure;
- `vague`: no task of its own, though one may follow ("ensure that managers inspect ...");
- `idle`: no task, and none follows ("consider commissioning ...");
- `admonish`: tells people to be better;
- `helper`: what counts is the next verb ("agreed to write ...").
"""

from typing import Final

from hscb_pm.smart.pattern import Pattern
from hscb_pm.smart.wishes import WISHES

_WORK: Final = (
    Pattern(
        "writes",
        "S",
        "event",
        "write | draft | redraft | publish | republish | produce | reproduce | prepare"
        " | compile | issue | reissue | circulate | distribute | recirculate | send | email"
        " | mail | submit | resubmit | upload | post | print | reprint | amend | revise"
        " | rewrite | redesign | finalise | finalize | ratify | adopt | minute | translate"
        " | transcribe | edit | sign off | write up | write out | draw up"
        " | set out in writing | type up | sign | countersign | file | archive | digitise"
        " | itemise | template | reword",
        "A document is made, changed or sent, and can be seen.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "The Board will publish its threshold document.",
        "A draft strategy and a published report.",
    ),
    Pattern(
        "reports",
        "S",
        "event",
        "report | report back | seek clarification | seek confirmation | seek advice"
        " | seek views | feed * back | address the | renew | reply to | respond in full"
        " | go to | come to | come back to | go before | present | table | feed back"
        " | bring back | bring | update on | provide feedback | provide an update"
        " | provide update | give an update | give feedback | brief | notify | escalate"
        " | refer | minute | forward | bring to the attention | respond in writing | reply"
        " | write to | answer | provide assurance to",
        "Something is told to somebody at a time that minutes can show.",
        "board minutes",
        "JB to report to the sub group on caseloads.",
        "The annual report and the brief.",
    ),
    Pattern(
        "finds out",
        "S",
        "event",
        "audit | reaudit | review | rereview | inspect | reinspect | survey | interview"
        " | evaluate | sample | dip sample | dipsample | spot check | spotcheck | test"
        " | benchmark | consult | consult on | consult with | map | scope | analyse | analyze"
        " | assess | reassess | moderate | peer review | peerreview | visit | scrutinise"
        " | investigate | measure | count | census | quality assure | qualityassure"
        " | stocktake | risk assess | conduct | undertake | carry out | carryout | commission"
        " | recommission | research | examine | verify | observe | appraise | quantify"
        " | trial | pilot | field test | cross check | crosscheck | mystery shop"
        " | walk through | cost | track",
        "An inquiry with a beginning, an end and a result.",
        "F11.1: actions follow what audits and reviews find",
        "Managers should audit ten files.",
        "The peer review and the audit were useful.",
    ),
    Pattern(
        "meets",
        "S",
        "event",
        "hold | host | convene | reconvene | organise | organize | arrange | schedule"
        " | reschedule | meet | meet with | call a meeting | run | chair | attend"
        " | facilitate * workshop | facilitate * session | facilitate * event"
        " | facilitate * training | invite | launch | relaunch | stage | book | diarise"
        " | diary | minute | speak to | telephone | phone | contact | interview | debrief"
        " | put on the agenda | timetable | add to the agenda | place on the agenda | rerun",
        "A meeting, a call or an event either takes place or does not.",
        "board minutes",
        "The sub group will hold a workshop.",
        "They are on hold, stage by stage.",
    ),
    Pattern(
        "teaches",
        "S",
        "event",
        "train | retrain | teach | deliver training | deliver workshops | induct | coach"
        " | upskill | commission training | accredit | certify | enrol | register"
        " | reregister | vet | screen | license | licence | immunise | vaccinate | recheck"
        " | mandate",
        "People can be counted who had it.",
        "HSCB framework, section 5: training is evaluated",
        "The trust will train all health visitors.",
        "The training was a train of thought.",
    ),
    Pattern(
        "staffs and buys",
        "S",
        "event",
        "appoint | put out to tender | go out to tender | put * out to tender | reappoint"
        " | recruit | employ | hire | second | nominate | designate | elect | procure"
        " | purchase | buy | fund | finance | pay | invest | tender | retender | contract"
        " | install | build | construct | open | reopen | close | relocate | fit | replace"
        " | decommission | sell | lease | equip | colocate | deploy | redeploy | fill"
        " | switch | migrate | ringfence | withdraw | dispose of | erect | paint | award"
        " | demolish | refurbish | convert | plant | resurface | name",
        "A post, a thing or a sum is there afterwards or it is not.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "The council should appoint a designated officer.",
        "The open question was close to the fund.",
    ),
    Pattern(
        "rules",
        "S",
        "event",
        "legislate | enact | repeal | abolish | prohibit | ban | criminalise | regulate"
        " | bring into force | issue guidance | prescribe | delegate | approve | endorse"
        " | authorise | authorize | sign up | disband | dissolve | merge | transfer"
        " | terminate | suspend | rescind | require | oblige | discontinue | cease | stop"
        " | end the use | restructure",
        "A decision is taken that can be read.",
        "inquiry reports",
        "Parliament should repeal section 12.",
        "Approval and endorsement were welcome.",
    ),
    Pattern(
        "works on records",
        "S",
        "task",
        "record | log | document | enter | input | collect | collate | gather | list | check"
        " | flag | insert | include | incorporate | add | remove | delete | attach | append"
        " | complete | finish | conclude | implement in full | reconcile | transcribe | date"
        " | chronologise | number | categorise | classify | code | retrieve | obtain"
        " | seek consent | request | chase | store | retain | destroy | copy | copy in | cc"
        " | extract | itemise | cross reference | crossreference | sort | submit returns"
        " | download",
        "A step that a file, a list or a system shows.",
        "HMPPS action-plan guidance: specific enough to be tracked",
        "Schools must record each concern on the form.",
        "Health records and their completion.",
    ),
    Pattern(
        "passes on",
        "S",
        "task",
        "share | disseminate | cascade | communicate | inform | tell | advise | publicise"
        " | advertise | display | signpost | link | distribute to | explain | demonstrate"
        " | announce | roll out | rollout | remind * by letter | remind * in writing"
        " | remind * by email | raise with | raise at | discuss at | discuss * at the"
        " | let * know | respond to this | respond to the report"
        " | respond to the consultation | respond to the letter | take to | take back to"
        " | confirm | instruct | direct | alert | hand over | handover | warn | present to",
        "It is told to somebody; who and with what should be said.",
        "board minutes",
        "Agencies should share the learning with their staff.",
        "Their share of communication.",
    ),
    Pattern(
        "decides",
        "S",
        "task",
        "agree | identify | select | choose | allocate | reallocate | assign | determine"
        " | decide | define | specify | clarify | set | reset | calculate | estimate | cost"
        " | price | finalise | settle | nominate | prioritise * for | reassign | cap | limit"
        " | standardise | standardize | rota | trigger | apply for | bid | bid for"
        " | negotiate | match | place | apply | separate",
        "A choice is made that can be written down.",
        "board minutes",
        "The chair should allocate the task to one agency.",
        "The agreement and the decision.",
    ),
    Pattern(
        "deals with people",
        "S",
        "task",
        "see | examine | interview | speak with | accompany | escort | admit | discharge"
        " | arrest | charge | prosecute | search | seize | supervise | rehouse | house"
        " | treat | diagnose | refer on | assess for | offer * appointment | call"
        " | respond within | allocate to | transport | pay for | telephone back"
        " | follow up * within | transfer to | triage | review within | detain | release"
        " | adopt * children | foster | fine",
        "A step in a case that the case's file shows.",
        "inquiry reports",
        "The social worker must accompany the child.",
        "The charge nurse was a treat.",
    ),
    Pattern(
        "makes, if it is a thing",
        "S",
        "light",
        "develop | create | establish | design | devise | set up | setup | provide | deliver"
        " | introduce | implement | put in place | make | give | use | have | take | put"
        " | supply | offer | form | plan | execute | action | formalise | formalize"
        " | formulate | initiate | institute | start | begin | commence | update | refresh"
        " | share | revisit | reconsider | operate | adapt | customise | pull together"
        " | put together | bring together | work up | draw together | bring forward | move"
        " | get | do | perform | receive | gain | secure | obtain | access | achieve | reach"
        " | maintain | keep | extend | expand | roll out | reconfigure | restructure"
        " | integrate | combine | join | follow | adhere to | comply with | cover | contain"
        " | hold * to account | reflect | resolve | produce and | retain | co produce"
        " | coproduce | codesign | co design | add * capacity | lead * review | apply"
        " | undergo | return | show | tailor | set out | outline | describe | state"
        " | stipulate | articulate | propose | add to",
        "The verb alone says little; what is made must be a thing one can see.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "The partnership should develop a toolkit.",
        "The development was a given.",
    ),
    Pattern(
        "exists",
        "S",
        "light",
        "be available | be in place | be ready | be live | be complete | be online"
        " | be on the agenda | be operational | be open | go live",
        "What is to be there can be looked for.",
        "board minutes",
        "The list will be available in May.",
        "The list was long.",
    ),
)

VERBS: Final = (*_WORK, *WISHES)
"""Every verb, by what it is worth as a task."""
