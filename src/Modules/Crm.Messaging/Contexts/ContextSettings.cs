using Crm.Messaging.Messages;

namespace Crm.Messaging.Contexts;

/// <summary>What somebody can go through, and what may be written to them meanwhile: the site's section <c>ContextSettings</c>.</summary>
public sealed class ContextSettings
{
    /// <summary>All kinds there are; those that were taken away too.</summary>
    public List<ContextKind> Kinds { get; set; } =
    [
        new()
        {
            Key = "bereavement", Titles = new() { ["en"] = "Bereavement", ["fr"] = "Deuil" }, Days = 180, Otherwise = ContextVerdict.Hold,
            Rules = [new ToneRule { Tone = "festive", Verdict = ContextVerdict.Refuse }, new ToneRule { Tone = "sober" }],
        },
        new()
        {
            Key = "complaint", Titles = new() { ["en"] = "Open complaint", ["fr"] = "Réclamation en cours" }, Otherwise = ContextVerdict.Hold,
            Rules = [new ToneRule { Tone = "festive", Verdict = ContextVerdict.Refuse }, new ToneRule { Tone = "sober" }, new ToneRule { Tone = "apology" }],
        },
        new() { Key = "purchase", Titles = new() { ["en"] = "Recent purchase", ["fr"] = "Achat récent" }, Days = 14, Rules = [new ToneRule { Tone = "offer", Verdict = ContextVerdict.Hold }] },
    ];
}

/// <summary>Something that people go through.</summary>
public sealed class ContextKind
{
    /// <summary>How programs and the ledger call it: lower-case letters, digits and hyphens. It stays.</summary>
    public string Key { get; set; } = "";

    /// <summary>What people here call it, by language (BCP 47).</summary>
    public Dictionary<string, string> Titles { get; set; } = [];

    /// <summary>How many days it lasts unless somebody says otherwise; 0 until somebody ends it.</summary>
    public int Days { get; set; }

    /// <summary>What becomes of messages in these tones.</summary>
    public List<ToneRule> Rules { get; set; } = [];

    /// <summary>What becomes of messages in any other tone, or none.</summary>
    public ContextVerdict Otherwise { get; set; }

    /// <summary>Whether the rules hold what people wait for too.</summary>
    public bool AlsoTransactional { get; set; }

    /// <summary>When it was taken away: nothing is held for it any more. Null while it is in use.</summary>
    public DateTime? RemovedUtc { get; set; }

    /// <summary>What becomes of a message in that tone.</summary>
    /// <param name="isByHand">Whether one person wrote it to another: somebody thought of it, so that it is not held, unless it is refused.</param>
    internal ContextVerdict On(MessageClass kind, string tone, bool isByHand)
    {
        if (RemovedUtc is not null || (kind == MessageClass.Transactional && !AlsoTransactional))
        {
            return ContextVerdict.Pass;
        }

        var verdict = InTone(tone);
        return isByHand && verdict == ContextVerdict.Hold ? ContextVerdict.Pass : verdict;
    }

    /// <summary>What its rules say of a tone.</summary>
    internal ContextVerdict InTone(string tone) => Rules.Find(rule => string.Equals(rule.Tone.Trim(), tone.Trim(), StringComparison.OrdinalIgnoreCase))?.Verdict ?? Otherwise;
}

/// <summary>What becomes of messages in a tone.</summary>
public sealed class ToneRule
{
    /// <summary>Festive, sober, apology …, as messages and templates say theirs.</summary>
    public string Tone { get; set; } = "";

    /// <summary>What becomes of them.</summary>
    public ContextVerdict Verdict { get; set; }
}

/// <summary>What becomes of a message to somebody who goes through something, from mild to strict.</summary>
public enum ContextVerdict
{
    /// <summary>It goes.</summary>
    Pass,

    /// <summary>It waits until that is over.</summary>
    Hold,

    /// <summary>It does not leave.</summary>
    Refuse,
}
