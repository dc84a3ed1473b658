namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Double Metaphone (L. Philips, « The double metaphone search algorithm », C/C++ Users Journal 18 (2000)): how a name of any European origin is heard by who speaks English, in up to four consonants,
/// and how it may be heard as well. Smith is SM0 and XMT; two names sound alike when they share one of their codes.
/// </summary>
internal static class DoubleMetaphone
{
    private const int Length = 4;

    private static readonly SoundRules First = SoundRules.Parse(Hearing(0));
    private static readonly SoundRules Second = SoundRules.Parse(Hearing(1));

    /// <summary>Both codes; they are the same when the name is heard in one way, and empty for a name without a Latin letter.</summary>
    public static (string Primary, string Secondary) Of(string? name)
    {
        var word = string.Join('-', Letters.Words(name, "Ç"));
        return (Cut(First.Transcribe(word)), Cut(Second.Transcribe(word)));
    }

    private static string Cut(string heard) => heard.Length > Length ? heard[..Length] : heard;

    // A rule with two sounds between a comma has one for each code.
    private static string Hearing(int which) => string.Join('\n', DoubleMetaphoneRules.Table.Split('\n').Select(line =>
    {
        var sounds = line.Split(" > ");
        if (sounds.Length == 1)
        {
            return line;
        }

        var end = sounds[1].IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? blank : sounds[1].Length;
        var heard = sounds[1][..end].Split(',');
        return $"{sounds[0]} > {heard[Math.Min(which, heard.Length - 1)]}{sounds[1][end..]}";
    }));
}
