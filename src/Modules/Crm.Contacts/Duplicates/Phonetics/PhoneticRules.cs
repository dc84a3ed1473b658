namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>The rules of <see cref="Phonetic"/>, in the order in which they are applied. © 2007 Édouard Bergé, MIT licence; in the form that talisman gave them, © 2016–2020 Guillaume Plique, MIT licence.</summary>
internal static class PhoneticRules
{
    public static readonly SoundRules Spelling = SoundRules.Parse("""
        OOO|OO > OU
        SAOU > SOU
        OES > OS
        CCH > K
        CC > KS / _[IYE]
        """);

    public static readonly SoundRules Sounds = SoundRules.Parse("""
        -- silent ends and ligatures
        OING|OINT > OIN / _#
        ER|ES > E / _#
        CHOEU|COEU > KE
        MOEU > ME
        OE > E / _[UI]c _[UI][UI]c
        GENT|GENS > JAN / #_#
        CUEI > KEI
        AE > E / [^AEIOUYC]_c
        AE > E / _[QS]
        AIE > AI / _[BCDFGJKLMNPQRSTVWXZ]
        ANIEM > ANIM
        P > ∅ / DRA|TRO|IRO_#
        B > ∅ / LOM_#
        C > ∅ / RON|POR_#
        PECT > PET / _#
        ECUL > CU / _#
        MPS|MP > N / CHA|CA|E_#
        G > ∅ / TAN|RAN_#
        -- the sound of yeux
        ILAG > IAJ / [^VO]_
        UIL > UI / [^TRH]_AR.|E. G_[AEO]
        AIL > AI / [NSPM]_[AEO]
        DIL > DI / _AI|ON|ER|EM
        RILON > RION
        TAILE > TAIE
        GAILET > GAIET
        AIL > AI / _AI|AR
        OUILA > OUIA
        EIL > AI / _AI|AR|ER|EM
        REILET > RAIET
        EILET > EIET
        AILOL > AIOL
        IEM > IAM / [^AEIOUY]SC|[^AEIOUY]S|#SC|#S_[EA]
        -- M before B and P
        MB > NB / [OAI]_
        MP > NP / [OA]_
        GEMB > JANB
        EM > AN / _[BP]
        UMBL > INBL
        CIEN > SIAN
        -- CH and C heard K
        ECEUR > EKEUR / #_
        CH > K / #_OG|OL|OR|EU|ARIS|M|IRO|ONDR
        CH > K / YN|RI_OG|OL|OC|OP|OM|ARIS|M|IRO|ONDR
        CHS > CH
        CH > K / _AIQ
        ECHO > EKO / #_[^UIPY]
        ISCH > ISK / _[IE]
        ICHT > IKT / #_
        ORCHID > ORKID
        ONCHIO > ONKIO
        ACHIA > AKIA
        ANICH > ANIK / [^C]_
        OMANIK > OMANICH
        ACHY > AKI / _[^D]
        C > K / [AEIOU]_[BDFGJKLMNPQRTVWXZ]
        EUCHA > EKA
        YCH > IK / _IA|A|O|ED
        CHEO > KEO / [AR]_
        RCHES > RKES
        ECHN > EKN
        OCHTO > OKTO
        CH > K / _ORA|ONDR|ORE
        MACHM > MAKM
        BRONCHO > BRONKO
        LICHO > LIKO / _[SC]
        -- W
        WA > OI
        WO > O
        WI|WHI|WHY > OUI
        WHA > OUA
        WHO > OU
        -- GN, G and C
        GNE > NIE / _[STR]
        GNE > NE
        GI > JI
        GNI > NI
        GN > NI / _A|OU|UR
        GY > JI
        OUGAIN > OUGIN
        AGEO > AJO / _[LT]
        GEORG > JORJ
        GEO > JEO / _LO|M|P|G|S|R
        GEOT > JOT / [NU]_
        GEO > JEO / _[TDC]
        GE > J / _[OA]
        GE > JE
        QU|Q > K
        CY|CI > SI
        CN > KN
        ICM > IKM
        CEAT > SAT
        CE > SE
        C > K / _[RO]
        CU > KU
        VENCA > VANSA
        C > K / _[AS]
        CLEN > KLAN
        C > K / _[LZ]
        CTIC|CTIS > KTIS
        CTIO > KSIO
        CT > KT
        PH > F
        TH > T
        OW > OU
        LH > L
        RDL > RL
        CH > K / _LO|R
        PTIA > PSIA
        GU > G / _[^RLMBSTPZN]
        GNO > NIO / _[MLTNRKG]
        -- TI heard SI
        BUTI > BUSI / _[EA]
        BATIA > BASIA
        ANTIEL > ANSIEL
        RETION > RESION
        ENTI > ENSI / _EL|AL
        ENTIO > ENSIO
        ENTIAI > ENSIAI
        UJETION > UJESION
        ATIEM > ASIAM
        PETIEN > PESIEN
        CETIE > CESIE
        OFETIE > OFESIE
        IPETI > IPESI
        LBUTION > LBUSION
        BLUTION > BLUSION
        T > S / L[EA]_ION
        SATIET > SASIET
        ANTI > ANSI / ._AL|O
        INUTI > INUSI / ._[^V]
        UTIEN > USIEN / [^O]_
        RATIE > RASIE / [^DE]_#
        T > S / [^SNEU]|KU|KO|RU|LU|BU|TU|AU_IEN|ION
        -- H
        H > ∅ / [^CS]_
        SH > S / [EN]_
        SH > CH
        -- nasal vowels
        OMT > ONT
        IM > IN / _[BP]
        UMD > OND
        IENT > IANT / [TRD]_
        IEN > IN
        YM > IM / _[UOAEIN]
        YM > IN
        AHO > AO
        AIM > IN / [FDS]_
        EIN > AIN
        AINS > INS
        AIN > IN / _#
        AIN > IN / _[BTDK]
        UND > IND / [^O]_
        UN > IN / [JTVLFMRPSBD]_[^IAE] [JTVLFMRPSBD]_#
        RFUM > RFIN / _#
        LUMB > LINB
        EN > AN / [^c]_
        EN > AN / [VTLJMRPDSBFKNG]_[BRCTDKZSVN]
        EN > AN / #_[BCDFGHJKLNPQRSTVXZ]|IV|ORG|OB|UI|UA|UY
        EN > AN / #[JRVTH]_[DRTFGSVJMP]
        SEN > SAN / _[ST]
        DESENIV > DESANIV / #_
        EN > AN / [^M]_UI|UY
        EN > AN / .[JTVLFMRPSBD]_[JLFDSTG]
        -- other vowels
        EI|EY > AI / [VSBTNRLPM]_[ACDFRJLGZ]
        EAU > O
        EU > E
        Y > I
        EOI > OI
        JEA > JA
        OIEM > OIM
        OUANJ > OUENJ
        OUA > OI
        OUENJ > OUANJ
        AU > O / _[^E]
        -- the author's refinements
        BENJ > BINJ / #_
        RTIEL > RSIEL
        PINK > PONK
        KIND > KOND
        KUM > KON / _[NP]
        LKOU > LKO
        EDBE > EBE
        ARCM > ARKM
        SCH > CH
        OINI > ONI / #_
        APT > AT / [^NDCGRHKO]_
        PT > T / L|KON_
        OTB > OB
        IXA > ISA
        TG > G
        TZ > TS / #_
        PTIE > TIE
        GT > T
        ANKIEM > ANKILEM
        KEMAN > KAMAN / LO|RE_
        NT > N / _[BM]
        GSU > SU
        ESD > ED
        LESKEL > LEKEL
        CK > K
        """);

    public static readonly SoundRules Endings = SoundRules.Parse("""
        USIL > USI / _#
        X|TS|DS|D|S > ∅ / _#
        T > ∅ / [^KL]_#
        H > ∅ / #_
        """);

    public static readonly SoundRules LastEndings = SoundRules.Parse("""
        TIL > TI / _#
        LC > LK / _#
        LES|LE|LS > L / _#
        NES|NE|NS > N / ._#
        EZ > E / _#
        OIG > OI / _#
        OUP > OU / _#
        OM > ON / [^R]_#
        LOP > LO / _#
        NTANP > NTAN / _#
        TUN > TIN / _#
        AU > O / _#
        EI > AI / _#
        RD|RG > R / _#
        ANC > AN / _#
        KROC > KRO / _#
        HOUC > HOU / _#
        OMAC > OMA / _#
        C|G > ∅ / JON|JOU_#
        NG > N / [^GTR]A|[^GTR]O_#
        UC > UK / _#
        AING > IN / _#
        C > K / [EISOARN]_#
        E|H > ∅ / [^CN]_#
        EN > AN / _#
        PAIEM > PAIM / #_
        EF > ∅ / [^NTB]_#
        """);
}
