# ruff: noqa: RUF001 - words of other alphabets look like ours
"""Words that fulltext search leaves out, by language: articles, pronouns, prepositions, auxiliaries and the like.

The English ones are those that the reference leaves out; for other languages the common ones of the same classes are
listed. Forms are as `term.split_words` gives them: lower case, with their accents. Does not know: stems.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_english: Final = """
a an the this that these those
i me my myself we our ours ourselves you your yours yourself yourselves
he him his himself she her hers herself it its itself they them their theirs themselves
what which who whom when where why how here there then once
am is are was were be been being have has had having do does did doing would should could ought cannot
i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd
i'll you'll he'll she'll we'll they'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't
won't wouldn't shan't shouldn't can't couldn't mustn't let's that's who's what's here's there's when's where's why's
how's
and but if or because as until while of at by for with about against between into through during before after
above below to from up down in out on off over under again further
all any both each few more most other some such no nor not only own same so than too very
"""

_danish: Final = """
den det de en et denne dette disse jeg mig min mit mine du dig din dit dine han ham hans hun hende hendes sig sin sit
sine vi os vores jer jeres der deres dem man som hvad hvem hvor når da nu her
er var være været bliver blev blive har havde have vil ville kan kunne skal skulle må
og eller men at om hvis end for til fra på i af med ved over under ud op ned efter før mod også ikke alle alt anden
meget mange nogle noget jo selv sådan
"""

_dutch: Final = """
de het een deze dit die dat ik mij me mijn je jij jou u uw hij hem zijn zij ze haar wij we ons onze hun hen
wie wat waar hoe welke is was waren ben bent zijn geweest word wordt worden werd heb heeft hebben had
kan kon kunnen zal zullen zou moet wil doen doch en of maar want als omdat toen dan nu er hier daar
van in op te aan met voor door bij om naar uit over onder tegen na tot zonder tussen niet geen ook nog al alles
iets niets iemand meer zo zelf ja toch altijd
"""

_finnish: Final = """
minä minun minut minua sinä sinun sinut sinua hän hänen hänet häntä me meidän meitä te teidän teitä he heidän heitä
tämä tämän tätä nämä näiden tuo tuon tuota nuo se sen sitä siinä siitä siihen sillä ne niiden niitä
kuka kenen ketä mikä minkä mitä joka jonka jota jossa jotka
olla olen olet on olemme olette ovat oli olin olit olivat ollut olleet ole en et ei emme ette eivät
ja tai sekä mutta vaan jos kun kuin että koska niin myös nyt vain itse kanssa mukaan noin poikki yli
"""

_french: Final = """
le la l les un une des du de d au aux ce cet cette ces je j me m moi tu te t toi il elle on nous vous ils elles se s
lui
leur leurs eux y en mon ma mes ton ta tes son sa ses notre nos votre vos qui que qu quoi dont où
suis es est sommes êtes sont étais était étions étiez étaient serai sera seront serait été étant soit
ai as a avons avez ont avais avait avions aviez avaient aura auront aurait eu ayant ait
et ou mais donc ni car si dans par pour sur avec sans sous ne n pas plus même à c
"""

_german: Final = """
der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene jenes
ich mich mir mein meine meinen meinem meiner du dich dir dein deine er ihn ihm sie es ihr ihre ihren ihrem ihrer
sein seine seinen seinem seiner wir uns unser unsere euch euer eure ihnen sich man selbst
wer was welche welcher welches wo wie wann warum hier da dort dann nun jetzt
bin bist ist sind war waren warst sein gewesen werde wird werden wurde wurden würde würden
habe hast hat haben hatte hatten kann können könnte muss müssen musste soll sollte sollen will wollen wollte
und oder aber sondern denn weil dass daß wenn ob als damit zwar
an am auf aus bei bis durch für gegen hinter in im ins mit nach ohne über um unter von vom vor während zu zum zur
zwischen nicht nichts kein keine keinen keinem keiner auch noch nur sehr so sonst alle allem allen aller alles
ander andere anderen anderem anderer einige einigen jede jeden jedem jeder jedes manche mancher viel solche solcher
doch hin weg weiter wieder etwas indem
"""

_hungarian: Final = """
a az egy ez ezt ezek azt azok én te ő mi ti ők engem téged őt minket titeket őket maga saját
aki akik ami amely amelyek amelyet ki kik mit hol hogyan hogy miért mikor amikor itt ott most
van vannak volt voltam voltak vagyok vagy lesz lenne lett legyen nincs
és is vagy de ha mert mint majd még már csak nem ne sem se igen így úgy akkor azonban tehát viszont
alatt által át be előtt el fel felé ki le meg mellett nélkül után össze között szerint számára keresztül
minden mindig más több nagy olyan ilyen egyik másik néha itt újra
"""

_italian: Final = """
il lo la l i gli le un uno una di a da in con su per tra fra del dello della dell dei degli delle al allo alla all ai
agli alle dal dallo dalla dall dai dagli dalle nel nello nella nell nei negli nelle sul sullo sulla sull sui sugli
sulle
io mi me tu ti te lui lei noi ci ce voi vi ve loro si ne mio mia miei mie tuo tua tuoi tue suo sua suoi sue
nostro nostra nostri nostre vostro vostra vostri vostre questo questa questi queste quello quella quelli quelle
che chi cui dove come quando quale quanto perché
sono sei è siamo siete era erano ero sia siano fu furono sarà saranno stato essendo
ho hai ha abbiamo avete hanno aveva avevano avrà avuto avendo faccio fa fanno sto sta stanno
e ed o ma se anche non più così contro tutto tutti
"""

_norwegian: Final = """
den det de en et ei ein eit denne dette disse jeg eg meg min mitt mine du deg din ditt dine han ham hans hun ho henne
hennes seg sin sitt sine vi oss vår våre dere deres dem som hva hvem hvor hvordan når da nå her der
er var være vært bli blir ble blitt har hadde ha vil ville kan kunne skal skulle må
og eller men at om hvis enn for til fra på i av med ved over under ut opp ned etter før mot også ikke ikkje alle alt
andre annet mange noe noen selv sjøl slik så bare både
"""

_portuguese: Final = """
o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com ao à aos às até entre
sem
sob sobre eu me mim tu te ti você ele ela nós nos vocês eles elas se lhe lhes meu minha meus minhas teu tua teus tuas
seu sua seus suas nosso nossa nossos nossas dele dela deles delas este esta estes estas esse essa esses essas aquele
aquela aqueles aquelas isto isso aquilo que quem qual onde quando como
sou és é somos são era eram fui foi fomos foram seja sejam será serão seria ser sido estou está estamos estão estava
estavam tenho tem temos têm tinha tinham tive teve tiveram terá terão teria ter hei há havemos hão houve houver haja
e ou mas nem se também não mais já muito mesmo depois só
"""

_romanian: Final = """
un o unui unei niște al a ai ale cel cea cei cele de la în din pe cu pentru prin spre sub peste între fără după până
eu mă mine mie tu te tine ție el ea îl îi lui ei noi ne vă voi ei ele le lor se își sine meu mea mei mele tău ta tăi
tale său sa săi sale nostru noastră noștri noastre vostru acest această acești aceste acel acea acei acele acesta
aceasta
acestea ce care cine unde când cum cât sunt ești este e suntem sunteți era erau fost fi fie am ai are avem aveți au
avea
va vor și sau dar că să dacă deci iar nici nu mai tot toate toți
"""

_russian: Final = """
я меня мне мной мы нас нам нами ты тебя тебе вы вас вам он его ему им нем него нему она ее её ей ней неё оно они их
ними
них себя себе свой мой моя моё мои твой наш ваш этот эта это эти этого этой этом этих тот та то те того тем том
кто что чтобы чего чем где куда когда как какой какая который почему там тут здесь тогда теперь сейчас потом
быть был была было были будет есть бы можно надо может нет
и а но да или либо если же ли хоть зачем в во на с со к ко у о об от из за по до для при под над без через между перед
после не ни уже еще ещё только даже вот ну так такой такая все всё всех всего весь сам тоже раз два один более больше
лучше хорошо конечно никогда всегда совсем чуть впрочем почти другой разве три эту опять вдруг ведь впрочем нибудь
себе
"""

_spanish: Final = """
el la los las un una unos unas lo al del de a en con por para sin sobre entre hasta desde durante contra ante
yo me mí tú te ti él ella ello nosotros nosotras nos vosotros vosotras os ellos ellas se le les mi mis tu tus su sus
mío mía míos mías tuyo tuya tuyos tuyas suyo suya suyos suyas nuestro nuestra nuestros nuestras vuestro vuestra
este esta esto estos estas ese esa eso esos esas que qué quien quienes cual donde cuando como
soy eres es somos sois son era eras éramos eran fui fue fueron sea sean será serán sería sido siendo
estoy está estás estamos están estaba estaban estuvo esté estado he has ha hemos han había habían hay hubo haya hayan
habrá habido tengo tiene tienes tenemos tienen tenía tuvo tendrá tenido
y e o u pero ni si porque también no sí más ya muy todo todos nada algo algunos algunas mucho muchos poco tanto otro
otra
otros otras antes
"""

_swedish: Final = """
den det de en ett denna detta dessa jag mig min mitt mina du dig din ditt dina han honom hans hon henne hennes sig sin
sitt sina vi oss vår vårt våra ni er era dem deras man som vad vem vilken vilket vilka var varför hur när då nu här
där
är var vara varit blir bli blev blivit har hade ha kan kunde ska skall skulle vill måste
och eller men att om ju än för till från på i av med vid över under ut upp efter mot mellan utan åt också inte ej icke
alla allt andra något någon några sådan själv samma så
"""

_turkish: Final = """
bir bu şu o bunu şunu onu ben sen biz siz onlar benim senin onun bizim sizin onların kendi
ne kim nerede neden niçin nasıl niye hangi ve veya ya ama fakat ancak çünkü eğer ki ile için gibi kadar göre
de da mi mı mu mü daha en çok az hep hiç her bazı birkaç biri birşey şey tüm aslında belki defa diye hem ise yani
sanki
"""

stop_words: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in (
            ("da", _danish),
            ("de", _german),
            ("en", _english),
            ("es", _spanish),
            ("fi", _finnish),
            ("fr", _french),
            ("hu", _hungarian),
            ("it", _italian),
            ("nb", _norwegian),
            ("nl", _dutch),
            ("nn", _norwegian),
            ("no", _norwegian),
            ("pt", _portuguese),
            ("ro", _romanian),
            ("ru", _russian),
            ("sv", _swedish),
            ("tr", _turkish),
        )
    }
)
"""Base language to its stop words."""
