"""Roles, bodies and groups: who may be asked to do something.

The kinds are those of the table of nouns.
"""

from typing import Final

from hscb_pm.smart.pattern import Pattern, plurals

PEOPLE: Final = (
    Pattern(
        "roles",
        "S",
        "role",
        plurals(
            "head | director | manager | chair | chairman | chairperson | chairwoman | vice chair"
            " | lead | coordinator | co ordinator | nurse | doctor | gp | general practitioner"
            " | paediatrician | psychiatrist | psychologist | officer | secretary of state"
            " | home secretary | minister | commissioner | chief executive | chief constable"
            " | chief officer | constable | inspector | superintendent | sergeant | commander"
            " | governor | headteacher | head teacher | principal | teacher | consultant"
            " | social worker | midwife | health visitor | school nurse | clerk | administrator"
            " | analyst | auditor | solicitor | councillor | member | cabinet member"
            " | portfolio holder | mayor | leader | deputy | registrar | judge | magistrate"
            " | coroner | medical director | designated doctor | designated nurse | named nurse"
            " | named doctor | named professional | safeguarding lead | team leader"
            " | team manager | supervisor | practitioner | worker | support worker"
            " | probation officer | prison officer | author | overview author | reviewer"
            " | representative | trustee | bishop | archdeacon | vicar | incumbent | churchwarden"
            " | warden | trainer | professional adviser | adviser | advisor | champion | advocate"
            " | guardian | personal adviser | accountant | treasurer | secretary"
            " | commissioning manager | budget holder | operator | employer | provider | landlord"
            " | owner | contractor | proprietor | governing body member | pharmacist | dentist"
            " | surgeon | clinician | therapist | radiologist | pathologist | physician"
            " | prosecutor | barrister | senior manager | line manager | middle manager"
            " | assistant director | deputy director | commissioning body | dpo"
            " | caldicott guardian | siro | section 151 officer | lado | iro | monitoring officer"
            " | district manager | service manager | programme manager | planner"
            " | business manager | board manager | project manager | hr manager | executive"
            " | engineer | assistant chief constable | dci | det supt | lord chancellor"
            " | attorney general | lord chief justice | permanent secretary | chancellor"
            " | prime minister | convener | convenor | rapporteur | facilitator | postholder"
            " | post holder | keyworker | key worker | care coordinator | lead professional | sgo"
            " | matron | ward manager | registered manager"
        ),
        "Somebody who can be asked whether it was done.",
        "HMPPS action-plan guidance: the owner of each step clearly identified",
        "The Head of Safeguarding will write to schools.",
        "It should be written.",
    ),
    Pattern(
        "bodies",
        "S",
        "body",
        plurals(
            "board | lscb | hscb | scb | safeguarding board | safeguarding children board"
            " | council | local authority | authority | county council | borough | trust"
            " | nhs trust | foundation trust | ccg | icb | clinical commissioning group"
            " | health board | hospital | nhs england | public health england | pct"
            " | primary care trust | strategic health | police | constabulary | police force"
            " | force | metropolitan police | probation service | probation | crc"
            " | national probation service | hmpps | youth offending team | yot | yos | cafcass"
            " | ofsted | cqc | hmic | hmicfrs | home office | ministry of justice | moj | dfe"
            " | department for education | department of health | department | government"
            " | ministry | welsh government | scottish government | parliament"
            " | college of policing | npcc | acpo | royal college | general medical council | gmc"
            " | nmc | crown prosecution service | cps | committee | sub group | subgroup"
            " | sub committee | subcommittee | working group | task and finish group | task group"
            " | steering group | panel | partnership | executive | cabinet | governing body"
            " | school | academy | college | university | diocese | church | agency"
            " | organisation | directorate | service | charity | company | association"
            " | federation | group | commission | inspectorate | forum | alliance | consortium"
            " | care home | children's home | practice | prison | court | unit | centre"
            " | children's services | children's social care | adult social care | social care"
            " | hr | human resources | housing | education | early help | public health"
            " | legal services | adult services | social services | the partnership"
            " | fire and rescue service | fire | ambulance service | csp"
            " | community safety partnership | safeguarding partners | we | i"
            " | safeguarding adults board | sab | scp | lscp | mash | lscbs | ccgs | sic | qa"
            " | wellbeing board | health and wellbeing board | overview and scrutiny | scrutiny"
            " | national panel | quality assurance group | cdop | child death overview panel"
            " | camhs | learning and improvement | business unit | secretariat | yjb"
            " | youth justice board | national crime agency | nca | public protection"
            " | border force | ukba | dwp | hmrc | fa | british cycling | football association"
            " | law commission | law society | bma | rcpch | rcn | rcgp | lga | data controller"
            " | controller | contractor | college of social work | adcs"
            " | local government association | regulator | manufacturer | supplier"
        ),
        "A body that can be asked whether it was done.",
        "HMPPS action-plan guidance: the owner of each step clearly identified",
        "The council will write to parents.",
        "It should be written.",
    ),
    Pattern(
        "everybody",
        "SMART-S5",
        "group",
        "staff | all staff | everyone | everybody | partners | all partners"
        " | partner agencies | all agencies | all partner agencies | professionals"
        " | all professionals | practitioners | all practitioners | team | teams | colleagues"
        " | all members | members | workforce | frontline staff | front line staff"
        " | frontline practitioners | workers | agencies | stakeholders | all teams"
        " | employees | personnel | volunteers | people | multi agency | individuals"
        " | all services | services | organisations | all organisations | safeguarding team"
        " | children's team | social work team | each agency's staff | each agency"
        " | every agency | partner organisations | families | young people | crew"
        " | clinicians | nurses | teachers | managers | governors | all managers"
        " | all schools",
        "Everybody's task is nobody's: name one role.",
        "HMPPS action-plan guidance: the owner of each step clearly identified",
        "All staff will read the policy.",
        "The chair will read the policy.",
    ),
)
"""Everybody who may be asked."""
