namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// FONEM: the sound of a French family name, in letters, made for the families of the Saguenay: G. Bouchard, P. Brard and Y. Lavoie, « FONEM : un code de transcription phonétique pour la reconstitution
/// automatique des familles saguenayennes », Population 36 (1981), pp. 1085–1103. Beaulac and Baulac are both BOLAK; the code of a saint begins with ST- or STE-.
/// </summary>
internal static class Fonem
{
    // V- and C- are the article's numbers; the order is that in which the talisman library reads it. A letter written small is kept from the rules that follow.
    private static readonly SoundRules Saints = SoundRules.Parse("""
        -- C-31, C-33, C-30, C-32
        SAINTE-|SAINTE|STE-|STE > STE- / #_
        SAINT-|SAINT|SAIN-|SAIN|SEIN-|SEIN|SEIM-|SEIM|SINT-|SINT|SIN-|SIN|CINQ-|CINQ|CIN-|CIN|ST-|ST > ST- / #_[^E] #_#
        """);

    private static readonly SoundRules Once = SoundRules.Parse("""
        -- V-14, C-28: a letter twice is heard once, but SS between vowels, LL after I, and C, which has rules of its own
        AA > A
        EE > E
        II > I
        OO > O
        UU > U
        YY > Y
        BB > B
        DD > D
        FF > F
        GG > G
        HH > H
        JJ > J
        KK > K
        MM > M
        NN > N
        PP > P
        QQ > Q
        RR > R
        TT > T
        VV > V
        WW > W
        XX > X
        ZZ > Z
        CC > C / _[c#]
        SS > S / c_ ._[c#]
        LL > L / [^I]_
        ILE > ILLE / _#
        """);

    private static readonly SoundRules Sounds = SoundRules.Parse("""
        -- C-12, C-9, C-10: consonants that the vowels after them tell
        GEO|GEAU > JO
        CC > X / _[EIY]
        G > J / _[EIY]
        -- C-16, C-17, C-20, C-2, C-3, C-7
        MAC > MAc / #_c
        MC > MAc / #_
        SC > S / #_[EIY]
        C > SS / v_[EIY]
        C > S / [^CX]_[EIY]
        C > K / _[BDFGJKLMNPQRSTVWXZ]
        -- V-2 to V-6, V-1: the sound o
        EAULT|EAULX|AULT|AULX|OLT|OLX > O / _#
        EAUT|EAUX|AUT|AUX > O / _#
        EAULD|EAUD|AULD|AUD > O / _#
        EAU|AU > O
        -- C-14, C-11
        H > ∅ / [^CPS]_ #_
        GA > Ga / _M|N|IM|IN
        -- V-15, V-17, V-18: nasal vowels
        AM|EM > EN / _[BCDFGHJKLMPQRSTVWXZ].
        AN > EN / _c
        AIM|AIN|EIN > IN / _[c#]
        -- V-7 to V-13
        AY > E / [^G]_#
        EUX > EU / _#
        EY > E / _[c#]
        Y > I / [c#]_ _[c#]
        I > Y / v_v
        ILL > Y / v_
        OU > W / _[AEOU] _I# _I[^L] _IL# _IL[^L]
        -- V-16, V-19, V-20
        OM > ON / _[BCDFGHJKLMPQRSTVWXZ]
        BORNE|BORN|BOURNE|BOURN|BURNE > BURN / _#
        IM > IN / _[BCDFGHJKLMPQRSTVWXZ]
        -- C-1, C-4, C-5, C-6, C-8
        BV > V
        C > S / #_[EIY]
        C > K / #_[AOU] v_#
        CC > K / _[AOU]
        -- C-13, C-15, C-18, C-19, C-21 to C-23
        GNI > GN / _v
        JEA > JA
        PH > F
        QU > K
        SC > SS / ._[EIY]
        SC > SK / ._[AOU]
        SH > CH
        -- C-24 to C-27
        TIA > SSIA / _#
        W > ∅ / [AIOUY]_
        XC|XS|XZ > X
        Z > S / _v c_c
        -- C-29: of two consonants at the end the first is heard
        B|D|G|J|M|Q|R|T|V|W|Z > ! / c_#
        C|F|K|N|X > ! / [BCDFGHJKLMNPQSTVWXZ]_#
        H > ! / [BDFGHJKLMNPQRTVWXZ]_#
        L > ! / [BCDFGHJKLMNPQSTVWXZ]_#
        P > ! / [BCDFGHJKLPQRSTVWXZ]_#
        S > ! / [BCDFGHJKMNPQSTVWXZ]_# [^I]L_#
        ! > ∅
        """);

    /// <summary>The code; empty for a name without a Latin letter.</summary>
    public static string Of(string? name)
    {
        var letters = Saints.Rewrite(Once.Rewrite(string.Join('-', Letters.Words(name, ""))));
        var saint = letters.StartsWith("ST-", StringComparison.Ordinal) ? 3 : letters.StartsWith("STE-", StringComparison.Ordinal) ? 4 : 0;
        letters = letters[..saint] + letters[saint..].Replace("-", "", StringComparison.Ordinal);
        return Once.Rewrite(Sounds.Rewrite(letters)).ToUpperInvariant();
    }
}
