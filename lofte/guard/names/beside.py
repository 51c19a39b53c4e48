"""Words beside a name that say that it is a person's, or that it is not."""

from lofte.guard.word_set import word_set

# A person's name follows, and hardly anything else.
CLOSE = word_set(
    """
    sonen sonens dottern son dotter bror brodern syster systern mamma mamman pappa pappan mor
    modern far fadern farsan morsan mormor morfar farmor farfar moster faster morbror farbror
    kusin kusinen brorsan syrran tvillingen make maken maka makan fru frun hustru hustrun man
    sambo sambon särbo särbon flickvän flickvännen pojkvän pojkvännen exet exmaken exfrun exman
    exsambon fästman fästmannen fästmön fästmö svärmor svärfar svärson svärsonen svärdotter
    styvson styvfar styvmor barnbarn barnbarnet brorson systerson brorsdotter systerdotter
    granne grannen grannens kompis kompisen kompisens polare polaren vän vännen väninna väninnan
    bekant bekanta kollega kollegan chef chefen klasskamrat klasskamraten rumskompis
    rumskompisen killen tjejen pojken flickan kvinnan mannen gubben tanten tant gumman unge
    ungen grabben snubben fröken magister magistern handläggare handläggaren kurator kuratorn
    rektor rektorn vaktmästare vaktmästaren hyresgäst hyresgästen hyresvärd hyresvärden
    granntanten granngubben barnet bebisen eleven offret vittnet målsäganden målsägande
    anmälaren gärningsmannen langaren knarkaren missbrukaren tjuven ägaren ägarinnan föraren
    ledaren tränaren läraren lärarinnan dagispersonalen fältaren
    """
)

# A known name may follow; a place, an office or a firm too.
TITLE = word_set(
    """
    herr fru fröken hr dr doktor doktorn prof professor professorn docent pastor pastorn präst
    prästen kyrkoherde kommunalråd kommunalrådet borgarråd borgarrådet statsråd statsrådet polis
    polisen polismannen polisinspektör inspektör inspektören kommissarie kommissarien
    områdespolisen områdespolis kommunpolis kommunpolisen lokalpolisområdeschef väktare väktaren
    ordningsvakt ordningsvakten vakten socialsekreterare socialsekreteraren sekreterare åklagare
    åklagaren advokat advokaten domare domaren ordförande ordföranden ledamot ledamoten
    politikern presstalesperson presstalespersonen pressekreterare talesperson talespersonen
    boende samordnare samordnaren trygghetssamordnare säkerhetssamordnare verksamhetschef
    enhetschef vd direktör direktören chefredaktör journalisten reportern författaren artisten
    sångaren skådespelaren statsminister statsministern president presidenten ministern kung
    kungen drottning drottningen prins prinsen prinsessan kronprinsessan kapten sergeant kock
    kocken läkare läkaren sjuksköterska sjuksköterskan undersköterskan brevbäraren städaren
    busschauffören chauffören eleverna syskonen bröderna systrarna makarna familjen familj paret
    föräldrarna kompisarna
    """
)
TITLE_ENDINGS = (
    *("chef", "chefen", "chefs", "ledare", "ledaren", "minister", "ministern", "inspektör"),
    *("inspektören", "sekreterare", "sekreteraren", "mästare", "mästaren", "kommissarie", "läkare"),
    *("kommissarien", "samordnare", "samordnaren", "talesman", "talesperson", "lärare", "läraren"),
    *("utredare", "utredaren", "ordförande", "ordföranden", "tränare", "tränaren", "direktör"),
    *("målvakten", "forskare", "forskaren", "ledamot", "ledamoten", "ministern", "redaktör"),
)

# Two words that lead to a name: "vän till", "gift med".
BEFORE_TO = word_set(
    """
    vän vänner kompis kompisar granne grannar son dotter bror syster mamma pappa mor far kusin
    väninna bekant släkt anhörig förälder föräldrar make maka fru man sambo flickvän pojkvän
    barn polare kollega brorsa barnbarn
    """
)
BEFORE_WITH = word_set(
    """
    gift ihop sambo sambos förlovad tillsammans dejtar släkt kompis polare bekant vän
    """
)

NAMED = word_set(
    """
    heter hette heta hetat kallas kallades kallad namnet namn förnamn efternamn smeknamnet
    alias smeknamn
    """
)
# A person does these; said after a word that is a name too: "Linda ringde", "Sten berättar".
DOES = word_set(
    """
    ringde ringer berättade berättar sa sade säger bor bodde heter hette skrek ropade hotade hotar
    sålde säljer bråkade bråkar anmälde hälsade hälsar vågar tycker tyckte undrar undrade grät
    mår skulle ville kände känner vet visste tror trodde körde sprang greps misstänks fyller
    """
)
THINGS = word_set(
    """
    gatan vägen skolan hunden platsen torget parken området butiken restaurangen boken filmen
    låten appen företaget projektet byn stället katten båten operationen sidan gruppen
    föreningen kvarteret rutten kyrkan krogen puben caféet kaféet gården laget klubben festen
    spelet bolaget det detta programmet metoden kommunen staden orten ön sjön hållplatsen
    stationen serien huset byggnaden stormen hästen fartyget skolorna gatorna tidningen kanalen
    systemet tjänsten förskolan boendet fastigheten avdelningen enheten myndigheten stadsdelen
    kampanjen konceptet app film bok gata väg hund katt plats butik skola låt by stad ö sjö
    serie spel företag firma förening klubb restaurang krog park förskola boende tjänst projekt
    metod hemsida sida grupp något någonting system program märke band lag häst båt ort gymmet
    affären kiosken banken märket ölen drycken pjäsen bilen fisken staden dokumentet filen
    """
)

GREETING = word_set("hej hejsan tjena hallå tack hälsa hälsar kära käre käraste tjenare")
SIGNED = word_set("mvh hälsningar hälsning vh undertecknat hälsn kram kramar")
SAYS = word_set(
    """
    säger sade sa berättar berättade menade anser tycker hävdar förklarar svarar konstaterar
    tillägger undrar frågar
    """
)
TELLS = word_set("enligt skriver skrev uppger uppgav")

# After one of these stands no person.
NOT_AFTER = word_set(
    """
    stormen storm ovädret orkanen fartyget färjan båten hästen hunden katten patrullhunden
    polishunden operation operationen insatsen projekt projektet kv kvarteret restaurang
    restaurangen kyrkan hotell hotellet skolan förskolan gården butiken bageriet krogen puben
    nattklubben caféet kaféet gruvan ön sjön byn stadsdelen området sankt sankta saint san santa
    st s:t s:ta helige heliga affären kiosken gymmet företaget bolaget firman föreningen
    stiftelsen fonden priset kedjan märket gatan vägen torget parken hållplatsen stationen cafe
    café bar bistro hotel salong frisör boutique konditori pizzeria kiosken buss by grill ica
    maxi coop hemköp kafé pub huset ryttarföreningen lagen fastigheten radhuset
    lägenhetshotellet ishallen arenan varuhuset
    """
)

# A person owns or lies behind these, yet the words are a place's, an office's or a firm's name.
PLACE_NOUNS = word_set(
    """
    gata gatan väg vägen torg torget plats platsen gränd gränden stig stigen backe backen park
    parken plan planen allé allén kaj kajen bro bron kulle kullen hage hagen skola skolan
    gymnasium gymnasiet grundskola friskola förskola kyrka kyrkan församling kapell kyrkogård
    minne minneslund stiftelse fond museum arena sjukhus slott kvarn trappa trappor trappan udde
    holme vik brygga hamn tunnel rondell pris gränder esplanad boulevard gång passage port källa
    källaväg äng vång tomt hörna kvarter led promenad gårdsväg gårdsgata byväg torp torpväg löt
    station stationen gångbro saluhall loge källare lada kvarnen handelsträdgård trädgård grotta
    strädde centrum tingshus
    vret universitet högskola bibliotek teater palats vårdcentral äldreboende stadium kulturhus
    aveny avenyn galleri
    """
)
# Named after a saint or a queen, also without a genitive: "Maria kyrka", "Sofia skola".
HOLY_NOUNS = word_set(
    """
    kyrka kyrkan skola skolan församling kapell kyrkogård distrikt förskola gymnasium sjukhus
    folkskola barnsjukhus gård hospital prästgård torg park torn
    """
)
FIRM_NOUNS = word_set(
    """
    ab hb kb ltd inc llc pizzeria restaurang kiosk grill gatukök salong frisör hårsalong café
    kafé konditori bageri bar krog pub måleri åkeri livs verkstad blomster tobak bygg
    byggservice rör elektriska trafikskola fastigheter optik begravningsbyrå bageri bryggeri
    charkuteri livsmedel mekaniska entreprenad förvaltning konsult media förlag bokhandel bensin
    bilservice bilverkstad flyttfirma städ transport taxi buss trafik music group invest hotell
    hotel hostel garner matsal klipp auto hemslöjd värdshus industri sportbod place antik loppis
    hembygdsgård restaurant bilvård skafferi hårvård skomakeri frisering damfrisering
    herrfrisering antikvariat hårdesign rökeri bakficka slussar staty minnesplats klipphörna
    barbershop frisersalong
    """
)
# Things that people own, unless they are written as a part of a name: "Annas Cykel".
FIRM_CAPITALS = word_set(
    """
    blommor däck möbler plåt foto guld skor glass cykel cyklar klockor färg mode glas radio kök
    fönster te bok böcker bil bilar cykelaffär
    """
)
ENDINGS_OF_FIRMS = (
    *("bageri", "skrädderi", "skräderi", "service", "byrå", "affär", "butik", "gjuteri", "varor"),
    *("kontor", "verkstad", "boutique", "handel", "restaurang", "smide", "snickeri", "teknik"),
)
ENDINGS_OF_PLACES = (
    *("gatan", "vägen", "stigen", "gränd", "gränden", "torget", "platsen", "parken", "planen"),
    *("backen", "allén", "leden", "ringen", "bron", "kajen", "skolan", "gymnasiet", "kyrkan"),
    *("hallen", "arenan", "gården", "kullen", "esplanaden", "boulevarden", "trappan", "rondellen"),
    *("gata", "väg", "stig", "torg", "park", "skola", "kyrka", "sjukhuset", "museet", "stugan"),
    *("marken", "viken", "berget", "udden", "holmen", "ängen", "dalen", "höjden", "terrassen"),
    *("sjukhus", "gymnasium", "bibliotek", "hotell", "terminalen", "kyrkogård", "centrum"),
    *("gallerian", "galleria", "kulturhus", "lasarett", "fritidsgård", "idrottsplats"),
    *("området", "kvarteret", "staden", "tunneln", "stranden", "hamnen", "garaget", "badet"),
)
# Also after "grannen": "Syster Jennys väg".
STREET_NOUNS = word_set(
    """
    gata gatan väg vägen torg torget plats gränd stig allé gårdsväg backe park plan bro
    boulevard esplanad promenad kaj
    """
)
# Words that a capital is written on for another reason: never a part of a name.
NOT_NAMES = word_set(
    """
    måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli
    augusti september oktober november december sverige norge danmark finland island tyskland
    england frankrike spanien italien polen ryssland ukraina europa stockholm göteborg malmö usa
    eu polis polisen kommun kommunen region regionen räddningstjänsten socialtjänsten skolan ica
    coop willys lidl hemköp volvo saab bmw audi facebook instagram youtube google tv svt sr sj
    jul gud allah island riksdagen regeringen landstinget centralen centrum city resecentrum
    östra västra norra södra nya gamla stora lilla övre nedre svenska sveriges svensk
    moderaterna socialdemokraterna vänsterpartiet centerpartiet miljöpartiet liberalerna
    folkpartiet försäkringskassan arbetsförmedlingen systembolaget trafikverket migrationsverket
    jag du han hon hen vi ni de dem den det en ett och men att som om när där här hur vad vem
    var varför sedan då nu efter före under över i på av från till med utan hos vid mot för åt
    kring är blev blir var har hade kan kunde ska skulle vill ville måste får fick går gick kom
    kommer tar tog ser såg gör gjorde säger sa inte ingen inget inga alla allt många flera några
    någon man min mitt mina din ditt sin sitt vår vårt er ert deras hans hennes dess denna detta
    dessa
    """
)
