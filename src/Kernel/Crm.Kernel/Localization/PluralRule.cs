namespace Crm.Kernel.Localization;

/// <summary>Which of a language's plural forms a count takes: the gettext formulas (order of <c>msgstr[n]</c>).</summary>
public static class PluralRule
{
    /// <summary>The form's number for a count in a language (two-letter code).</summary>
    public static int Form(string language, long count)
    {
        var n = Math.Abs(count);
        return language switch
        {
            "fr" or "pt" or "hy" or "ln" or "mg" or "ti" or "wa" => n > 1 ? 1 : 0,
            "ja" or "zh" or "ko" or "vi" or "th" or "id" or "ms" or "lo" or "my" or "ka" => 0,
            "ru" or "uk" or "be" or "sr" or "hr" or "bs" => Slavic(n),
            "pl" => n == 1 ? 0 : n % 10 is >= 2 and <= 4 && n % 100 is < 12 or > 14 ? 1 : 2,
            "cs" or "sk" => n == 1 ? 0 : n is >= 2 and <= 4 ? 1 : 2,
            "lt" => n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && n % 100 is < 10 or >= 20 ? 1 : 2,
            "lv" => n % 10 == 1 && n % 100 != 11 ? 0 : n != 0 ? 1 : 2,
            "ro" => n == 1 ? 0 : n == 0 || n % 100 is > 0 and < 20 ? 1 : 2,
            "sl" => n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 is 3 or 4 ? 2 : 3,
            "ga" => n == 1 ? 0 : n == 2 ? 1 : n is > 2 and < 7 ? 2 : n is > 6 and < 11 ? 3 : 4,
            "ar" => n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 is >= 3 and <= 10 ? 3 : n % 100 >= 11 ? 4 : 5,
            _ => n == 1 ? 0 : 1,
        };
    }

    private static int Slavic(long n) => n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 is >= 2 and <= 4 && n % 100 is < 12 or > 14 ? 1 : 2;
}
