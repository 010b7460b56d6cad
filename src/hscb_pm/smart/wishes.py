"""The verbs that are no task of their own: directions, wishes, admonishments, and helpers."""

from typing import Final

from hscb_pm.smart.pattern import Pattern

WISHES: Final = (
    Pattern(
        "direction",
        "SMART-M4",
        "direction",
        "increase | reduce | decrease | raise | lower | cut | halve | double | treble"
        " | minimise | minimize | maximise | maximize | lessen | widen | grow | boost"
        " | speed up | shorten | expand * number | scale up | narrow | close * gap"
        " | eliminate | eradicate | clear | recover | improve from | exceed | decline | fall"
        " | rise",
        "A direction needs a figure: how much, or how many.",
        "Ofsted descriptors",
        "Partners will reduce waiting times.",
        "The increase and the reduction.",
    ),
    Pattern(
        "ensures",
        "SMART-S2",
        "vague",
        "ensure | make sure | make certain | assure | guarantee | be assured | assure itself"
        " | assure themselves | satisfy itself | satisfy themselves | be satisfied"
        " | seek assurance | gain assurance | secure that | see to it | see that"
        " | take steps to | take action to | take all | take appropriate steps"
        " | take measures to | make every effort | put arrangements in place"
        " | have arrangements in place | have in place | put measures | have systems in place"
        " | have processes in place | hold accountable | hold * accountable"
        " | be responsible for | be accountable | hold to account | take responsibility",
        "It says what should be true, not what will be done.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "The trust must ensure that records are good.",
        "Quality assurance is sure to follow.",
    ),
    Pattern(
        "improves",
        "SMART-M4",
        "vague",
        "improve | bring about | work towards | work toward | enhance | strengthen | embed"
        " | develop skills | develop understanding | foster | develop awareness | better"
        " | tighten | upgrade | modernise | sharpen | refine | streamline | simplify"
        " | consolidate | build | build on | build capacity | deepen | build resilience"
        " | develop a culture | create a culture | broaden | reinvigorate | revitalise"
        " | transform | optimise | optimize | advance | further | progress | bolster"
        " | rebuild | re energise | underpin | cement | cultivate | galvanise | accelerate"
        " | develop relationships | develop links | develop the role | develop the use"
        " | establish links | establish relationships | make improvements | make better"
        " | drive improvement | drive forward | take forward | move forward | push forward"
        " | make progress | drive | raise standards | raise the quality | raise quality"
        " | address | tackle | overcome | target | focus | focus on | concentrate on"
        " | prioritise | prevent | protect | safeguard | mitigate | combat | respond"
        " | respond to | deal with | remove barriers | work to remove | meet the needs"
        " | meet needs | achieve better | achieve best | deliver better | deliver improved"
        " | deliver improvements | use * better | make better use | make effective use"
        " | make best use | align | harmonise",
        "It names a direction, and no task.",
        "Ofsted descriptors",
        "Agencies should strengthen joint working.",
        "The improvement was better than further delay.",
    ),
    Pattern(
        "promotes",
        "SMART-S2",
        "vague",
        "promote | raise awareness | raise * awareness | raise the profile | raise * profile"
        " | raise understanding | raise confidence | highlight | champion"
        " | publicise the importance | emphasise | stress the importance | reinforce"
        " | reiterate | encourage | advocate | influence | lobby | celebrate"
        " | increase awareness | increase * awareness | increase understanding"
        " | increase * understanding | improve awareness | inspire | improve understanding"
        " | increase * confidence | spread | instil | nurture | motivate | showcase"
        " | increase knowledge | improve knowledge | raise expectations | raise issues"
        " | create awareness | generate | sensitise | value | respect | recognise"
        " | acknowledge | appreciate",
        "Nobody can say when it has been done.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "The sub group will raise awareness of neglect.",
        "Awareness is high and the profile was low.",
    ),
    Pattern(
        "supports",
        "SMART-S2",
        "vague",
        "support | help | assist | enable | empower | facilitate | contribute | contribute to"
        " | provide support | offer support | give support | provide leadership"
        " | provide guidance | work with | work together | work closely | work in partnership"
        " | work jointly | work collaboratively | work across | work alongside | collaborate"
        " | cooperate | partner | co operate | engage | engage with | liaise | liaise with"
        " | link in | link with | involve | coordinate | co ordinate | join up | connect"
        " | participate | take part | play * part | play * role | lead on | lead | oversee"
        " | manage | own | sponsor | steer | guide | mentor | listen to | listen"
        " | be involved | have input | give support to | provide advice | offer advice"
        " | provide oversight | provide challenge | challenge | hold conversations"
        " | have conversations | keep in touch | follow up | follow * up | pick * up"
        " | pick up | chase up | action this | deal | handle | operate within | utilise"
        " | utilize | leverage | exploit | make use | make use of | attend to | cater"
        " | take care | care for | act",
        "It says whose side one is on, and not what will be done.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "Partners will support families.",
        "The support was there.",
    ),
    Pattern(
        "goes on",
        "SMART-S2",
        "vague",
        "continue | carry on | keep on | maintain * focus | maintain momentum"
        " | maintain links | maintain oversight | maintain relationships | sustain | persist"
        " | keep under review | keep * under review | keep under * review | remain"
        " | keep abreast | keep up | preserve | uphold | persevere | maintain good"
        " | maintain effective | maintain strong | maintain high | keep momentum",
        "What is done already has no end by which to judge it.",
        "board minutes: work that slips under the 'ongoing' category",
        "The Board will continue the work with schools.",
        "The continuation.",
    ),
    Pattern(
        "watches",
        "SMART-S2",
        "vague",
        "monitor | keep watch | keep * eye on | watch | oversee progress | have oversight"
        " | maintain an overview | have an overview | keep sight | be sighted"
        " | monitor progress | performance manage",
        "Watching needs an instrument: what figure, how often, reported to whom.",
        "HSCB framework: indicators are looked at each quarter",
        "The group will monitor attendance.",
        "The monitoring and the watchmen.",
    ),
    Pattern(
        "considers",
        "SMART-S2",
        "idle",
        "consider | see * as | view * as | regard * as | put * before | hope | anticipate"
        " | do all | do everything | do more | do * best | do what | want | aim for | dream"
        " | believe | expect | return to | keep a watching brief | keep * watching brief"
        " | model | get a grip | grip | lose sight | speak out | speak up | lead by example"
        " | look forward | commend | be mindful of | reaffirm | await | feed into"
        " | think about | explore | look at | look into | look to | look again"
        " | give consideration | give * consideration | give thought | give due regard"
        " | have regard | have due regard | take account | take into account"
        " | take * into account | reflect on | reflect upon | reflect | note | bear in mind"
        " | debate | ponder | be mindful | be cognisant | pay attention | pay * attention"
        " | pay due | pay regard | examine the possibility | examine whether | examine ways"
        " | explore ways | seek ways | examine how | investigate the possibility"
        " | investigate ways | find ways | find a way | identify opportunities"
        " | identify ways | seek opportunities | discuss | discuss how | discuss whether"
        " | have a discussion | have discussions | hold discussions | understand"
        " | gain * understanding | get * understanding | develop * understanding | aspire"
        " | wish | be committed | commit | adopt a * approach | take a * approach | learn"
        " | learn from | take seriously | be prepared | be willing | be open | think"
        " | endeavour to | seek to understand | be proactive | keep in mind | weigh up"
        " | revisit whether | place emphasis | put emphasis | place * emphasis"
        " | attach importance | give priority | give * priority | give greater | give more",
        "It may end with nothing done.",
        "NSPCC CPSU: avoid vague statements that cannot be measured",
        "The Board should consider commissioning a review.",
        "A considerable amount of exploration.",
    ),
    Pattern(
        "reminds",
        "SMART-S3",
        "admonish",
        "remind | be aware | be made aware | make aware | make * aware | be alert"
        " | be vigilant | be alive to | be reminded | be encouraged to | remember"
        " | be conscious | be clear | be professionally curious | be curious"
        " | exercise professional curiosity | exercise * judgement | be confident"
        " | not assume | never assume | be sensitive | be sensitised | guard against"
        " | be careful | take more care | be more | be better | avoid | be familiar"
        " | be fully aware | be urged | know | be knowledgeable | show respect"
        " | adopt a questioning | think family | think the unthinkable | be robust"
        " | be honest",
        "It tells people to be better and changes nothing about their work.",
        "Munro 2011: admonishments to professionals",
        "Staff should be reminded of the policy.",
        "A reminder was welcome.",
    ),
    Pattern(
        "hedges",
        "S",
        "helper",
        "agree to | seek to | aim to | plan to | intend to | be able to | be required to"
        " | be asked to | be expected to | continue to | work to | need to | be to | start to"
        " | begin to | try to | strive to | endeavour | attempt to | commit to"
        " | be invited to | be instructed to | be responsible for | undertake to"
        " | be tasked with | be tasked to | resolve to | propose to | arrange to"
        " | arrange for | look to | proceed to | be given | have to | prepare to | agree that"
        " | recommend that | request that | request to | ask to | require to | invite to"
        " | recommend | expect to | be due to | authorise to | authorize to | delegate to"
        " | empower to | be scheduled to | call on | urge to | instruct to | say that"
        " | report that | suggest that | propose that | ask that | require that"
        " | undertake that | be prepared to | be obliged to | be directed to"
        " | be commissioned to",
        "The task is in the verb that follows.",
        "board minutes",
        "JB agreed to write to the trust.",
        "The agreement to differ.",
    ),
)
"""The kinds are those of the table of verbs."""
