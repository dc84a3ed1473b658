namespace Crm.Contacts.Duplicates.Phonetics;

/// <summary>
/// Sonnex (F. Bisson, 2014): one sign a sound, so that words that sound the same share a code: 1 in, 2 an, 3 on, C ch, E é, U ou, e eu; the other letters as they are. Compte, comte and conte are k3t.
/// The rules are our own, written to the published list of signs and of homophones; oi, of which that list says nothing, is Ua.
/// </summary>
internal static class Sonnex
{
    private static readonly SoundRules Sounds = SoundRules.Parse(SonnexRules.Table);

    /// <summary>The code, that of each word apart by a blank; apostrophes join. Empty for a name without a Latin letter.</summary>
    public static string Of(string? name) => string.Join(' ', Letters.Words(name, SonnexRules.Accented).Select(word => Letters.Once(Sounds.Transcribe(word))).Where(code => code.Length > 0));
}
