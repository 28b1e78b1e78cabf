"""Which words ask for what an article can tell, in English: lower case, no accents, cut at apostrophes."""

ASKS = """
    how do i, how do we, how can i, how can we, how would i, how should i, how long, how much, how many, how
    often, how is it, how to, how far, where do i, where do we, where can i, where can we, where is the, where
    are the, where would i, where should i, what do i, what do we, what does, what is the, what are the, what
    should i, what should we, what happens, what must, what counts, what documents, what papers, which
    documents, which papers, which form, which file, which version, which plan, when do i, when can i, when
    does, when is the, when will the, can i, can we, may i, may we, could i, could we, am i allowed, are we
    allowed, do i have to, do we have to, do i need, do we need, must i, must we, should i, should we, shall i,
    does it work, does this work, does it run, does it cost, does that mean, does the, do you offer, do you have
    a, do you accept, do you take, is it possible, is there a way, is there any way, is there a, is it normal,
    is it safe, is it enough, is it ok, is it okay, is it all right, is it allowed, is it free, is that normal,
    is that enough, is that ok, is this normal, is this text, is this mail, is this email, is this from you, is
    this really, is that from you, is this genuine, are you still, are there, would it run, would it work, would
    that work, would it be enough, would this, would that be, will it run, will it work, will this, will that
    work, will my, would my, would the, would a, have i broken, any idea how, not sure how, do not know how, don
    t know how, wondering how, wondering whether, wondering if, whether i can, whether i need, if i can, if i
    need
"""
"""Asks what is so, or how something is done."""
ACTS = """
    could you send, can you send, please send, could you check, can you check, please check, could you look, can
    you look, please look into, could you change, can you change, please change, could you correct, can you
    correct, please correct, could you cancel, can you cancel, please cancel, could you find out, can you find
    out, could you enter, could you add, can you add, please add, could you delete, please delete, could you
    remove, please remove, could you confirm, can you confirm, please confirm, could you note, please note,
    could you forward, please forward, could you refund, please refund, could you book, please book, could you
    block, please block, could you arrange, please arrange, could you call, please call, can you call, please
    ring, could you ring, could you put, can you put, could you give me, can you give me, could you make, can
    you make, could you reset, please reset, could you unlock, please unlock, could you extend, please extend,
    could you issue, please issue, could you replace, please replace, could you pass, please pass on, could you
    switch, please switch, could you transfer, i would like a refund, i want a refund, my money back, could you
    have, please have, may i have two, may i have a, i d like to order, get back to me, sort it, sort this, fix
    this, fix it, investigate, please update, could you update
"""
"""Asks that somebody of ours does something."""
WRONG = """
    since, again, still no, still not, still nothing, no longer, any more, stopped working, used to work, stuck,
    frozen, freezes, hangs, crashes, crashed, lost, gone, vanished, disappeared, missing, empty, broken, broke
    down, not arrived, never arrived, never came, has not come, hasn t come, wrong amount, charged, overcharged,
    twice, too much, refused, refuses, rejected, declined, complaint, third time, second time, tried everything,
    as described in, already tried, followed your, your guide, would be nice, idea for, suggestion, one idea
"""
"""Tells of something that went wrong, was tried before, or is wished for."""
STARTS = """
    would will does did can could may is are should shall must
"""
"""Words that begin a question, also where its mark is left out."""
COMMON = """
    a about again all also an and any are as at be been best but by can could dear did do does done for from get
    go got had has have he hello her here hi him how i if in into is it its just kind may me might more most
    must my no not now of on one only or our out over please regards she should so some than thank thanks that
    the their them then there these they this those to too two up us very was we were what when where which who
    why will with would you your
"""
"""Words that every text has."""
OFTEN = """
    access addres after alread always am anothe arrive asap ask back becaus before came cancel cannot card
    change check choose code collea come compan confir contac correc custom day days don each enter every exampl
    file find first five form forwar four fwd give goes gone good hand happy his home iphone januar keep know
    last leave left let letter like link ll look lost mail many messag minute monday month months mornin move
    moving mr name need needs never new night nobody nothin number off office old once open order other own page
    paper passwo pay people phone post press printe put rang re reache read report return right road same say
    says school second see send sent settin shop shows since somebo someon someth start still stop subjec such
    sunday take takes tell think three throug time told under until use used ve want way weeks whoeve within
    withou workin write wrong year years
"""
"""Beginnings of words that customers of nearly every trade use."""
SOME = """
    abroad accoun activa advise alone amount answer anybod anythi app applie apply april asked asking attach
    away bank better birthd bit booked both box bring broken button call calls cards case certif changi charac
    charge childr client clock closed comes coming connec contra copy costs count countr court cross data date
    daught debit decemb delete delive depend differ doesn down driver drivin easter eight eleven else email end
    ends error even evenin everyb everyt explai februa flat floor found fourte free friday garden gave girl
    given great half haven help helps himsel hour hours house hurry husban includ instal instea intern invoic
    isn june keeps kitche lady landlo lane late least licenc limit line little live log login long lot lovely
    machin made make man manage march mark marked maybe means middle midnig mill mine missin money moved mrs
    myself nd neighb next nice none noon normal often older ones online ours outsid paid past paying paymen pdf
    perfec person pin place pound presen presse price print promis questi rates receiv red regist releas reside
    rest ring room round row run runs rush said saying scan scared sends set seven show side sign simply single
    six small soon sorry spring st stand state stay stops straig strang stuck stupid switch system taken taking
    tax tea team teleph ten term text th thing third thirte though thursd till times today took top tried troubl
    tuesda turn twelve twenty twice urgent using usuall valid van wait walk wall wanted week welcom well went
    whethe while whole wife window work writin writte wrote yester yet yours yourse
"""
"""Beginnings of words that customers of several trades use."""
