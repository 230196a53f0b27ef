//! Domains whose operator is known, and places in the names of municipalities.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::DomainKind;

/// The kind of the longest known end of a domain.
///
/// Shape: `domain` in lower case without a full stop at its end.
pub(super) fn kind_of(domain: &str) -> Option<DomainKind> {
    let mut end = domain;
    loop {
        if let Some(kind) = exact(end) {
            return Some(kind);
        }
        end = end.split_once('.')?.1;
    }
}

/// Every listed domain and its kind; only looked up.
static LISTED: LazyLock<FxHashMap<&str, DomainKind>> = LazyLock::new(|| {
    let lists = [
        (DISPOSABLE, DomainKind::Disposable),
        (FREE, DomainKind::Free),
        (ISP, DomainKind::Isp),
        (CARRIER, DomainKind::Carrier),
    ];
    lists
        .into_iter()
        .flat_map(|(list, kind)| list.split_ascii_whitespace().map(move |domain| (domain, kind)))
        .collect()
});

fn exact(domain: &str) -> Option<DomainKind> {
    LISTED.get(domain).copied().or_else(|| by_pattern(domain))
}

/// Families of domains: free mail under the countries it is offered in, regional letters of a carrier.
fn by_pattern(domain: &str) -> Option<DomainKind> {
    let (name, end) = domain.split_once('.')?;
    let is_in = |list: &str| list.split_ascii_whitespace().any(|known| known == end);
    let is_free = match name {
        "yahoo" => is_in(YAHOO_ENDS),
        "hotmail" => end == "co.jp" || is_in(HOTMAIL_ENDS),
        "live" => end == "jp" || is_in(HOTMAIL_ENDS),
        "outlook" => is_in(OUTLOOK_ENDS),
        "yandex" => is_in("ru com ua kz by com.tr"),
        "gmx" => is_in("com net de at ch fr es us co.uk"),
        "mailfence" | "tutanota" | "zoho" => is_in("com de eu in jp"),
        _ => false,
    };
    if is_free {
        return Some(DomainKind::Free);
    }
    let region = name.strip_prefix("jp-")?;
    (end == "ne.jp" && region.len() == 1 && "chdkqrnst".contains(region)).then_some(DomainKind::Carrier)
}

const YAHOO_ENDS: &str = "\
    co.jp ne.jp com com.tw com.hk com.cn com.sg com.au com.br com.mx com.ar com.co com.pe com.ve com.ph com.vn com.my \
    com.tr com.ua cn co.uk co.kr co.in co.id co.th co.nz co.za co.il fr de it es ca in ie gr se no dk fi nl be pl ro \
    pt at ch cz hu ru";

const HOTMAIL_ENDS: &str = "\
    com co.uk fr de it es nl be ca ch se no dk fi cl gr hu cz sg my ph in cn co.kr co.th co.id co.in co.il \
    co.za co.nz com.au com.br com.ar com.mx com.tw com.hk com.tr com.vn com.sg com.my com.pt ie at ru";

const OUTLOOK_ENDS: &str = "\
    com jp fr de es it pt dk be at cz sg my ph kr in ie lv hu sk cl sa com.ar com.au com.br com.gr com.tr com.vn co.th \
    co.id co.il";

/// Mail that anybody may open without a contract.
const FREE: &str = "\
    gmail.com googlemail.com ymail.ne.jp ymail.com rocketmail.com myyahoo.com windowslive.com msn.com passport.com \
    me.com mac.com icloud.com privaterelay.appleid.com excite.co.jp excite.com aol.com aol.jp aol.co.jp aim.com \
    netscape.net infoseek.jp goo.jp mail.goo.ne.jp goo.ne.jp livedoor.com auone.jp nifmail.jp lycos.jp lycos.com \
    freemail.jp inter7.jp inter7.net fresheye.com hotbot.com kitty.jp zoho.com zohomail.com zohomail.jp csc.jp \
    mail.com email.com usa.com post.com europe.com asia.com consultant.com engineer.com dr.com myself.com writeme.com \
    iname.com cheerful.com techie.com proton.me protonmail.com protonmail.ch pm.me tuta.io tuta.com tutamail.com \
    tutanota.com keemail.me fastmail.com fastmail.jp fastmail.fm hushmail.com hush.com hey.com duck.com inbox.com \
    posteo.de posteo.net mailbox.org runbox.com riseup.net disroot.org startmail.com ctemplar.com skiff.com vivaldi.net \
    cock.li lavabit.com safe-mail.net mail.ee 163.com 126.com yeah.net qq.com foxmail.com sina.com sina.cn sina.com.cn \
    sohu.com 139.com 188.com 189.cn wo.cn 21cn.com tom.com 263.net aliyun.com naver.com hanmail.net daum.net nate.com \
    kakao.com korea.com empas.com dreamwiz.com paran.com hanmir.com mail.ru inbox.ru list.ru bk.ru internet.ru ya.ru \
    rambler.ru ukr.net i.ua meta.ua abv.bg web.de freenet.de laposte.net caramail.com voila.fr libero.it virgilio.it \
    tiscali.it alice.it seznam.cz email.cz centrum.cz wp.pl o2.pl onet.pl interia.pl op.pl azet.sk freemail.hu \
    citromail.hu sapo.pt uol.com.br bol.com.br terra.com.br ig.com.br globo.com rediffmail.com rediff.com indiatimes.com \
    pchome.com.tw url.com.tw lycos.co.uk bigfoot.com juno.com netzero.net care2.com lovemail.jp mail.bg walla.com \
    walla.co.il mynet.com abv.com bluemail.ch hotmail.com.tw line.me mailo.com y7mail.com love.com games.com \
    wow.com att.ne.com inbox.lv one.lv mail.lv eclipso.eu kolabnow.com";

/// Mobile carriers, past ones and the second brands among them.
const CARRIER: &str = "\
    docomo.ne.jp docomo.blog docomonet.jp dwmail.jp mopera.net mopera.ne.jp spmode.ne.jp ezweb.ne.jp au.com \
    ido.ne.jp cmail.ido.ne.jp dct.dion.ne.jp tct.dion.ne.jp hct.dion.ne.jp kct.dion.ne.jp cct.dion.ne.jp sct.dion.ne.jp \
    qct.dion.ne.jp oct.dion.ne.jp uqmobile.jp softbank.ne.jp i.softbank.jp vodafone.ne.jp jp-t.ne.jp disney.ne.jp \
    disneymobile.ne.jp willcom.com pdx.ne.jp wcm.ne.jp y-mobile.ne.jp ymobile.ne.jp ymobile1.ne.jp emnet.ne.jp \
    emobile.ne.jp emobile-s.ne.jp bandai.jp tu-ka.ne.jp sky.tu-ka.ne.jp sky.tkk.ne.jp sky.tkc.ne.jp tkk.ne.jp tkc.ne.jp \
    em.nttpnet.ne.jp phone.ne.jp mozio.ne.jp vertuclub.ne.jp rakumail.jp mineo.jp netvigator.mobi vtext.com \
    tmomail.net txt.att.net mms.att.net vzwpix.com";

/// Internet providers and cable television.
const ISP: &str = "\
    nifty.com nifty.ne.jp nifty.jp ocn.ne.jp ocn.jp biglobe.ne.jp so-net.ne.jp so-net.jp plala.or.jp plala.jp dion.ne.jp \
    auone-net.jp asahi-net.or.jp asahi-net.jp asahi.email.ne.jp dti.ne.jp dti2.ne.jp jcom.home.ne.jp home.ne.jp \
    jcom.zaq.ne.jp zaq.ne.jp zaq.jp jcom.ne.jp jcom.net jcomhome.ne.jp commufa.jp wakwak.com wakwak.ne.jp sannet.ne.jp \
    eonet.ne.jp eonet.jp odn.ne.jp odn.ad.jp hi-ho.ne.jp hi-ho.jp infoweb.ne.jp infosphere.ne.jp sphere.ne.jp iij4u.or.jp \
    iijmio-mail.jp iij.ad.jp iij.net interlink.or.jp interlink.ne.jp att.ne.jp attnet.ne.jp gol.com gol.ne.jp justnet.ne.jp \
    highway.ne.jp din.or.jp bekkoame.ne.jp bekkoame.or.jp alpha-net.ne.jp alpha-web.ne.jp alpha-web.jp alpha.ne.jp \
    urban.ne.jp ybb.ne.jp bbtec.net bbexcite.jp bb-excite.jp bbiq.jp bbiq.ne.jp qtnet.ne.jp megaegg.ne.jp mega-egg.ne.jp \
    pikara.ne.jp stnet.ne.jp netwave.or.jp hotcn.ne.jp hokkai.net tnc.ne.jp thn.ne.jp across.or.jp cty-net.ne.jp ctk.ne.jp \
    mctv.ne.jp medias.ne.jp starcat.ne.jp katch.ne.jp ccnw.ne.jp catvy.ne.jp catv.ne.jp catv296.ne.jp cablenet.ne.jp \
    cts.ne.jp ctt.ne.jp itscom.net itscom.jp 246.ne.jp t-net.ne.jp rim.or.jp mbn.or.jp cna.ne.jp tiki.ne.jp tcp-ip.or.jp \
    kcn.ne.jp kcn.jp kcn-tv.ne.jp nns.ne.jp ztv.ne.jp ccsnet.ne.jp e-catv.ne.jp dokidoki.ne.jp fctv.ne.jp incl.ne.jp \
    asagaotv.ne.jp spacelan.ne.jp tvm.ne.jp hicat.ne.jp enjoy.ne.jp orange.ne.jp mint.or.jp ncv.ne.jp ncv.jp omn.ne.jp \
    lcv.ne.jp lcv.jp avis.ne.jp janis.or.jp valley.ne.jp wac2.net nmt.ne.jp ucatv.ne.jp jway.ne.jp accsnet.ne.jp dream.com \
    dream.jp dreamnet.ne.jp toshima.ne.jp parkcity.ne.jp vc-net.ne.jp mirai.ne.jp wind.co.jp wind.ne.jp wind.jp tees.ne.jp \
    aitai.ne.jp synapse.ne.jp bunbun.ne.jp coralnet.or.jp nsk.ne.jp uqwimax.jp wimax.ne.jp marimo.or.jp tokai.or.jp \
    tokai-net.jp thn.jp web-i.ne.jp u-netsurf.ne.jp netsurf.ne.jp nsknet.or.jp hcn.zaq.ne.jp hctv.ne.jp ict.ne.jp \
    ictnet.ne.jp ii-okinawa.ne.jp nirai.ne.jp cosmos.ne.jp ryucom.ne.jp satsuma.ne.jp saganet.ne.jp fsinet.or.jp csf.ne.jp \
    coara.or.jp oct-net.ne.jp oct-net.jp miyazaki-catv.ne.jp btvm.ne.jp kvision.ne.jp icn-tv.ne.jp haginet.ne.jp \
    c-able.ne.jp kibi.ne.jp oninet.ne.jp fureai.or.jp hi-net.ne.jp pionet.ne.jp sun-inet.or.jp sutv.zaq.ne.jp maxs.jp \
    joetsu.ne.jp ginzado.ne.jp echigo.ne.jp inforyoma.or.jp kiui.ne.jp ktknet.ne.jp aikis.or.jp naxnet.or.jp nava21.ne.jp \
    gctv.ne.jp hida-catv.jp amigo.ne.jp amigo2.ne.jp seaple.ne.jp ktroad.ne.jp green.ne.jp sea.icn-tv.ne.jp icntv.ne.jp \
    sopia.or.jp ops.dti.ne.jp panda-world.ne.jp kitanet.ne.jp rurbannet.ne.jp mni.ne.jp octv.ne.jp potato.ne.jp flets.com bai.ne.jp t-com.ne.jp scn.ne.jp infosphere.or.jp \
    fitweb.or.jp wbs.ne.jp quolia.ne.jp chukai.ne.jp infosnow.ne.jp hinocatv.ne.jp tcnet.ne.jp \
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net pacbell.net ameritech.net cox.net charter.net \
    earthlink.net mindspring.com optonline.net roadrunner.com rr.com windstream.net frontier.com centurylink.net \
    btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk tiscali.co.uk \
    orange.fr wanadoo.fr free.fr sfr.fr neuf.fr bbox.fr t-online.de arcor.de vodafone.de telenet.be skynet.be ziggo.nl \
    kpnmail.nl planet.nl home.nl telia.com online.no bluewin.ch hinet.net seed.net.tw so-net.net.tw netvigator.com \
    singnet.com.sg starhub.net.sg pacific.net.sg bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au \
    rogers.com shaw.ca telus.net sympatico.ca bell.net videotron.ca xtra.co.nz telkomsa.net tm.net.my streamyx.com \
    pldtdsl.net kornet.net";

/// Throw-away mail.
const DISPOSABLE: &str = "\
    mailinator.com mailinator.net mailinator.org mailinator2.com sharklasers.com guerrillamail.com guerrillamail.net \
    guerrillamail.org guerrillamail.biz guerrillamail.info guerrillamail.de guerrillamailblock.com grr.la pokemail.net \
    spam4.me yopmail.com yopmail.fr yopmail.net 10minutemail.com 10minutemail.net 10minutemail.org 10minutemail.co.uk \
    20minutemail.com 10mail.org tempmail.com tempmail.net tempmail.de tempmail.dev tempmail.plus temp-mail.org temp-mail.io \
    temp-mail.com tempmailo.com tempmailaddress.com tempinbox.com tempomail.fr tempr.email tmpmail.org \
    tmpmail.net throwawaymail.com throwaway.email throwam.com trashmail.com trashmail.net trashmail.org trashmail.de \
    trashmail.me trashmail.io trash-mail.com trash-mail.de kurzepost.de objectmail.com wegwerfmail.de wegwerfemail.de \
    getnada.com nada.email nada.ltd dispostable.com disposablemail.com maildrop.cc mailnesia.com mintemail.com mohmal.com \
    mohmal.in moakt.com moakt.cc moakt.ws fakeinbox.com fakemail.net fakemailgenerator.com spamgourmet.com spambox.us \
    spamex.com spamavert.com spamfree24.org spam.la mytemp.email emailondeck.com discard.email discardmail.com discardmail.de \
    mailcatch.com mailnull.com mailexpire.com mailsac.com mailtemp.info mailpoof.com mail-temp.com mailto.plus mailforspam.com \
    mailmoat.com mailbox.in.ua getairmail.com burnermail.io burner.email 33mail.com inboxkitten.com inboxbear.com \
    minuteinbox.com 1secmail.com 1secmail.net 1secmail.org emailfake.com email-fake.com generator.email emailtemporanea.net \
    armyspy.com cuvox.de dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us \
    deadaddress.com incognitomail.com incognitomail.org jetable.org jetable.com anonbox.net anonymbox.com meltmail.com \
    harakirimail.com mvrht.net luxusmail.org vomoto.com linshiyouxiang.net smailpro.com dropmail.me emlhub.com emltmp.com \
    yomail.info fexpost.com fexbox.org rover.info inpwa.com any.pink merepost.com mailna.co mailna.me crazymailing.com \
    instant-mail.de instantemailaddress.com mt2015.com mytrashmail.com nowmymail.com nwytg.com oneoffemail.com owlpic.com \
    sneakemail.com sogetthis.com soodonims.com suremail.info binkmail.com bobmail.info chammy.info devnullmail.com \
    letthemeatspam.com reallymymail.com safetymail.info thisisnotmyrealemail.com tradermail.info zippymail.info \
    tempail.com mail7.io internxt.email byom.de muellmail.com cock.email wegwerfmail.net wegwerfmail.org \
    kuku.lu m.kuku.lu instaddr.ch sute.jp sutemail.jp mail.kuku.lu exdonuts.com honeys.be eay.jp via.tokyo.jp ichigo.me \
    choco.la cream.pink merry.pink neko2.net fuwamofu.com ruru.be macr2.com f5.si svk.jp nezumi.be kpost.be usako.net \
    eripo.net mofu.be heisei.be owleyes.ch stayhome.li fanclub.pm hotsoup.be simaenaga.com tapi.re fuwari.be magim.be \
    mirai.re moimoi.re hamham.uk digdig.org tatsu.uk tmail.ws uma3.be moza.pics meruado.uk nekosan.uk eyes.ink okinawa.li \
    sutekina.email quicca.com prin.be haren.uk mbox.re risu.be sofia.re";

/// Cities designated by ordinance, whose offices write from `city.name.jp`.
pub(super) const DESIGNATED_CITIES: &str = "\
    sapporo sendai saitama chiba yokohama kawasaki sagamihara niigata shizuoka hamamatsu nagoya kyoto osaka sakai kobe \
    okayama hiroshima kitakyushu fukuoka kumamoto";

/// Prefectures in Roman letters.
pub(super) const PREFECTURES: &str = "\
    hokkaido aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba tokyo kanagawa niigata \
    toyama ishikawa fukui yamanashi nagano gifu shizuoka aichi mie shiga kyoto osaka hyogo nara wakayama tottori \
    shimane okayama hiroshima yamaguchi tokushima kagawa ehime kochi fukuoka saga nagasaki kumamoto oita miyazaki \
    kagoshima okinawa";
