namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>How French letters are read, for <see cref="Sonnex"/>: at each letter the first rule that applies.</summary>
internal static class SonnexRules
{
    public const string Accented = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ";

    public const string Table = """
        -- A
        AIN|AIM|AÎN > 1 / _[^vNMH] _#
        AY > Ei / _v
        AILL > ai
        AIL > ai / _# _S#
        AI|AÎ|AY > E
        AU > o
        AEN > 2 / _#
        AON > 2 / [FLPT]_ _S#
        AN|AM > 2 / _[^vNMH] _# _H[BCDFGJKLMNPQRSTVWXZ]
        A|À|Â|Ä > a
        -- E
        EAU > o
        EUIL > ei / _# _S#
        EUILL > ei
        EU > e
        EIN|EIM > 1 / _[^vNMH] _#
        EILL > Ei
        EIL > Ei / _# _S#
        EY > Ei / _v
        EI|EY > E
        EZ > E / _#
        ET > E / _# _S#
        ES|EST > E / #_#
        ES > E / #c_# #cc_#
        ER > Er / #c_# #cc_# #ccc_# #cI_# #_# #c_[FSTD]# #cc_[FSTD]# #[FH]I_[S]#
        ER > E / _# _S#
        EN > 1 / I_# I_S# I_T# É_#
        EN > e / _IVR
        EN|EM > 2 / _[^vNMH] _# _H[BCDFGJKLMNPQRSTVWXZ]
        EMM > am / _ENT#
        EMM > 2m / #_
        E > e / #c_# #cc_# #ccc_#
        E > ∅ / _# _S# G_[AOUÂÔ] J_A
        E > E / _CH[RL] _[BCDFGKLMNPQRSTVXZ]c#
        E > e / _[BCDFGPTV][RL] _CH _PH _TH _GN
        E > E / _cc _[BCFGKLMPQRTVX]# _X #_
        E > e
        É|È|Ê|Ë|Æ > E
        -- I and Y
        IN|IM|ÎN|YN|YM > 1 / _[^vNMH] _#
        ILL > il / V_ #M_ QU_ #_
        ILL > i
        I|Î|Ï|Y|Ÿ > i
        -- O
        OIENT > Ua / _#
        OIN > U1 / _[^vNMH] _#
        OY > Uai / _v
        OI|OÎ|OY > Ua
        OUIL > Ui / _L _# _S#
        OU|OÙ|OÛ > U
        OEUILL|OEUIL|ŒUILL|ŒUIL|ŒILL|ŒIL > ei
        OEU|ŒU > e
        Œ > E
        ON|OM > 3 / _[^vNMH] _#
        O|Ô|Ö > o
        -- U
        UEILL|UEIL > ei / [CG]_
        UN > 1 / _[^vNMH] _#
        UM > 1 / _[BP]
        U|Ù|Û|Ü > u
        -- B, D, F
        B > ∅ / OM_# FE_VR
        DT > t / _#
        D > ∅ / _# _S#
        F > ∅ / #[CSN]ER_# #[CSN]ER_S#
        -- C: K, S, or with H mostly C, but K in words that come from the Greek
        CH > k / _[RLNTM] ES_AT #_IRO[^U] #_AO #_OEU #_ŒU #_OR[AEI] AR_[AÉ] OR_[IE] É_O# PSY_O
        CH > C
        CC > ks / _[EIYÉÈÊ]
        C > ∅ / N_# N_S# _QU
        CK|CC > k
        C > s / _[EIYÉÈÊËÎÏ]
        Ç > s
        C > k
        -- G and J
        GN > n
        GU > g / _[EIYÉÈÊËÎ]
        GG > gj / _[EIÉÈÊ]
        G > ∅ / N_# N_S# OUR_#
        G > j / _[EIYÉÈÊËÎ]
        G > g
        H > ∅
        J > j
        -- L: silent in -ault
        L > ∅ / AU_[TDX]#
        K > k
        L > l
        M > m
        N > n
        -- P: silent in compter, sept, temps
        PH > f
        P > ∅ / OM_T SE_T# SE_TI _# _S#
        P > p
        QU|Q > k
        R > r
        -- S: Z between vowels
        SCH > C / _c
        SH > C
        SC > s / _[EIYÉÈÊ]
        S > ∅ / _# #E_T#
        S > z / v_v
        S > s
        -- T: S before ion, heard at the end of huit, sept, ouest
        TH > t
        T > s / [^SX]_ION [AIPR]_IEN _IENC [AO]_IENT [ANRI]_IEL [AN]_IEUX [AINR]_IAL CRA_IE
        T > t / #HUI_# #SEP_# UES_#
        T > ∅ / _# _S#
        T > t
        V|W > v
        B > b
        D > d
        F > f
        -- X
        X > ∅ / _#
        X > gz / #_ #E_v #E_H
        X > ks
        Z > ∅ / _#
        Z > z
        """;
}
