"""Names that are something else as well: ordinary words, months, places, makes and shops."""

from lofte.guard.word_set import pair_set, word_set

# A name only in the middle of a sentence with a capital, beside another name or after a cue.
WORDS = word_set(
    """
    agne alba alma ana anden ann asp asta august axel bella ben berg bill bo bror bäck dan dick
    disa elma elvis engla ester fager falk fanny fors frank fred frid gerd glad god gran green
    gren grip gull gun gök hall hans hed hedin heder helga helge hill hjort hjälm hjelm holm
    humle hård högberg ina inga inge ira iris isa jack jan jarl jasmin jo jon jord juli junior
    kaj kari karl ken kim klara kling klinga klint klok knut kron kvist ledin li lage lantz
    lilja lilly lily lina lind linda linde lindell linn liv ljung lo lotta lova love lovis lund
    lykke lärka lönn malm mark max may mia mina mira modig molly mona mora mårten my mörk nice
    nora nord norling norrman nova orm orvar otter otto palm pelle penny per pia pil pär ragna
    rang rapp rask rita robin ros rosa rose ross roth rut rödin sally sam sand sanna saga selin
    siv sjö skog skoog skytt sol sommar stark stella sten stig stina stolt storm stor strand
    strid ström stål ståhl stör sund svan svahn svea svärd sälg sölve ted tim tiger tom tor tora
    tore torn tove trygg tuva tyra ulla unger uno urban vall vass vera vide viking vild vilda
    ville vinge viola violet våg wall vesta vinter väster åsa åse älg äng ängel öberg örn öst
    östen said hana haris dara dua elaf amin sina rama rana lava safa nada hala nura basic rahel
    salam milena zoe noor iman hakim malik emir habib hayat karam aya nur ante figge matte mange
    palle totta adde danne kicki nino niko linh minh duc kanya suda mo xi yan ban sir mitt abd
    abu rio venus alem alen aleks besa lule milan jana lana muse blend hani roza saman diyar
    baran dogan aslan laine aden adan jama kaya perez leijon maj neo luna milo mio nanna lara
    thi toni morgan marina doris rose tage ture björn tindra tina line washington lena nisse
    tuba meja flink frisk blixt sköld björk sheikh hägg sture kalle helen valentin mario vanja
    reza mika sami jari timo marko mina tapio kalevi jean angel rock florence douglas boris
    bruno rex bamse dag tilde star aston junis idun aurora ram harm ner ada era eda
    """
)

# A name only beside another name or after a cue, however it is written.
NEVER_ALONE = word_set(
    """
    april maj juni juli august mars lucia valborg del milan florence viking vega vara mora nora
    ulrika fredrika vilhelmina dorotea bo per max ed berg lund borg strand holm fors mark lo li
    my ale ava arild bara börje jörn lane myra roma sanda vena alby sala skog norberg solberg
    sol tor hans inga klara love dag liv sten stig ben gun tom jack gran alm asp ek ro rosa rose
    ville vide god del thi a e i u jan kumar alba eira elma isa ina ora rex star said aden hamar
    kent noel kim may bella nova urban linde ljung lind linden hammar horn hult lima ljunga
    munga gute levi sydney paris dallas austin houston chelsea adele madison brooklyn london
    india asia israel jordan kenya chad georgia sudan iran chelsea africa america victoria
    kristina katarina maria sofia sveg visby lunden hagen vik bro å ö dal sandvik ås näs by
    mercedes harry line nygård lilla stora nya gamla norra södra östra västra anka tre alla ena
    andra denna dessa sade leda lida lada rasa meta media orange summer winter silver roman chip
    dock ned marina
    """
) - word_set("börje maria kristina katarina sofia victoria may")

# Places that carry the name of a person: not one after "i", "vid" and the like.
PLACES = word_set(
    """
    maria kristina katarina sofia victoria fredrika vilhelmina dorotea åsa nora ulrika alva
    börje gustav adolf johannes margareta kristian karl lovisa charlotta jakob klara georgia
    jordan sjöberg norberg solberg
    """
)

# Shops, makes and institutions that look like the full name of a person.
MAKES = pair_set(
    """
    clas ohlson, hugo boss, calvin klein, tommy hilfiger, marc jacobs, jack jones, gina tricot,
    ralph lauren, jack daniels, johnnie walker, jim beam, harley davidson, mercedes benz, alfa
    romeo, aston martin, john deere, dr martens, tiger of, max hamburgare, svea hovrätt, viking
    line, max burgers, louis vuitton, michael kors, peak performance, santa maria, santa claus,
    kristi himmelsfärd, stella polaris, marco polo, bo klok, per capita, per automatik,
    karolinska institutet, mc donalds, washington post, aston villa, may day, joe juice, frank
    dandy, ernst young, saint laurent, ben jerry, ronald mcdonald, johnny rockets, stena line,
    mora kniv, holmen paper, sankt erik
    """
)

# First names that need a known name beside them: "Max Burgers", "Del Ett", "God Jul".
NEED_A_KNOWN = word_set(
    """
    del max lucia maj juni juli valborg vega viking dag god mora nora vara florence milan levi
    mercedes paris dallas sydney austin jordan victoria washington nova star alba aurora stella
    april august orange bara saga rosa
    """
)

# Swedish words that are first names only in other countries.
SWEDISH_WORDS = word_set(
    """
    ica maxi jeans ingo place ah ale alla alle anar anda andra andre antal art bara bas bett
    branden brandi brant breda brett bruna bud bula burk chip collie da de delta dem den der
    dessa det diken dina dock domen du eda elda eldar elden eller en ena ene enes enligt era et
    ett fem finn firman forum freda fyra få för geno goda ha hagen hal hall harm hart hej honom
    illa inta jagat jo jorden jude karmen kem kris kyla kylan lada langat leda len lera leta
    leva levern lida lilla lim lita lura lut lyda mack mad magen major man mat med media men
    metod mig min miner minor ned ni nu nya när och om orange oss park parker porter på ras rasa
    reda rik river rock roll roman ruta ryker sade se sedan sen sena ser sig silver sim sina
    sirap sky som son spring stan stilla summer sys så ta tal talat till tre ut ute vagn val var
    vara vem veta veva vi vid vida villa vita watt webb winter än är även åt över allen andes
    arena bel bor bred bring boss brand bravo cola crew dance day dean dollar general gene glory
    happy honey iceland jet king lady land light long love mamma mars master mercy milk miss
    nation night north ocean prince princess queen rapid red royal ruby river sand sea short
    silver sky snow south spirit street sun sweet team time town true valley victory west white
    wild fel fest folk fritt full fin fina fint grann gul gula grå hel hela hem hit hot in inne
    kan kort lag lev led leken lek mer mor mot mål ny rad ren rent ro rum röd röda sak sal ska
    skola slut svar tag tid tio tur van vad ved vet vila väl vår år ö öl öppen övre
    """
) - word_set("max")
