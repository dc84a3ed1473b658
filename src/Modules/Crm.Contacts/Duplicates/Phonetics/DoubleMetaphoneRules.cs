namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>How the letters of a name are heard, for <see cref="DoubleMetaphone"/>; where a comma stands, by its first and by its second code. X is the sound sh, 0 the sound th, - stands between words.</summary>
internal static class DoubleMetaphoneRules
{
    private const string Slavic = "W|K|CZ";
    private const string German = "#VAN-|#VON-|#SCH";

    public const string Table = $"""
        -- silent beginnings; vowels are heard at the beginning only
        G|K > ∅ / #_N
        P > ∅ / #_N|S
        W > ∅ / #_R
        A|E|I|O|U|Y > A / #_
        A|E|I|O|U|Y > ∅
        - > ∅
        BB|B > P
        Ç > S
        CH > K / _IA [^v]A_[^IE] [^v]A_# BA|MA_ER
        CA > S / #_ESAR
        CH > K,X / ._AE
        CH > K / #_ARAC|ARIS|OR|YM|IA|EM unless #CHORE
        CH > K if {German}
        CH > K / OR_ES|ID AR_IT _[TS] [AOUE#]_[LRNMBHFVW#-]
        CH > K / ._ if #MC
        CH > X,K / ._
        CH > X
        C > K / WI_Z
        CZ > S,X
        CCI > X / _A
        C > K / #M_CE|CI
        CC > K / #M_ _HU
        CCI|CCE|CCH > KS / #A_
        CCE > KS / U_[ES]
        CCI|CCE|CCH > X
        CC|CK|CG|CQ > K
        CI > S,X / _[OEA]
        CI|CE|CY > S
        C-C|C-Q|C-G|C > K
        DGI|DGE|DGY > J
        DG > TK
        DT|DD|D > T
        FF|F > F
        GH > K / [^v]_
        GH > J / #_I
        GH > K / #_
        GH > ∅ / [BDH].|[BDH]..|[BH]..._
        GH > F / [CGLRT].U_
        GH > K / [^I]_
        GH > ∅
        GN > KN,N / #v_ unless {Slavic}
        GN > KN / _EY
        GN > N,KN unless {Slavic}
        GN > KN
        GL > KL,L / _I unless {Slavic}
        GY > K,J / #_
        GE > K,J / #_[SPBLYIR]
        GI > K,J / #_[BLNE]
        GE > K,J / [^EI]_R unless #DANGER|#RANGER|#MANGER
        GY > K,J / [^EIRO]_ unless #DANGER|#RANGER|#MANGER
        GG > K / [AO]_I if {German}
        GG > J,K / [AO]_I
        GE > K / _T
        GE|GI|GY > K if {German}
        GI > J / _ER
        GE|GI|GY > J,K
        GG|G > K
        H > H / [#v]_v
        H > ∅
        J > H if #SAN-
        J > H / #_OSE#|OSE-
        J > J,H / _OSE
        J > J,A / #_
        J > J,H / v_[AO] unless {Slavic}
        J > J,∅ / _#
        J > ∅ / [SKL]_ _[LTKSNMBZ]
        JJ|J > J
        KK|K > K
        LL > L,∅ / I_O#|A# A_E#
        LL > L,∅ / A_E if AS#|OS#|A#|O#
        LL|L > L
        MB > M / U_#|ER
        MM|M > M
        NN|N > N
        PH > F
        PP|PB|P > P
        QQ|Q > K
        R > R / MEIE|MAIE_#
        R > ∅,R / IE_# unless {Slavic}
        RR|R > R
        S > ∅ / [IY]_L
        S > X,S / #_UGAR
        SH > S / _EIM|OEK|OLM|OLZ
        SH > X
        SIO|SIA > S if {Slavic}
        SIO|SIA > S,X
        SZ > S,X
        S > S,X / #_[MNLW]
        SCH > X,SK / _ER|EN
        SCH > SK / _OO|UY|ED|EM
        SCH > X,S / #_[^vW]|#
        SCH > X
        SCI|SCE|SCY > S
        SCA|SCK|SCL|SCM|SCN|SCO|SCR|SCT|SCU|SC > SK
        S > ∅,S / AI|OI_#
        SS|S > S
        TIO > X / _N
        TIA|TCH > X
        TH > T / _OM|AM
        TT > T / _H if {German}
        TH > T if {German}
        TT > 0,T / _H
        TH > 0,T
        TT|TD|T > T
        VV|V > F
        WR > R
        W > A,F / #_v
        W > A / #_H
        W > ∅,F / v_# E|O_SKI|SKY
        W > ∅,F if #SCH
        WICZ|WITZ > TS,FX
        W > ∅
        X > S / #_
        X > ∅ / AU|OU_#
        XC|XX|X > KS
        ZH > J
        ZZ > S,TS / _[OIA]
        ZZ|Z > S,TS / [^T]_ if {Slavic}
        ZZ|Z > S
        """;
}
