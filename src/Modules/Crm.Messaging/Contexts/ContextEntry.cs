using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace Crm.Messaging.Contexts;

/// <summary>
/// What somebody said of a context, from its noting on: a plain table that is only added to. Each row is the context as it stands from then; of one context the last row holds.
/// </summary>
[Table("MessageContext", IsColumnAttributeRequired = false)]
internal sealed class ContextEntry
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>The context's name in addresses; what a program notes under a reference has one that is made of it.</summary>
    public string ContextId { get; set; } = "";

    /// <summary>Which row of the context this is, from 1; with the context's name unique.</summary>
    public int Version { get; set; }

    /// <summary>Content item id of the person, or of the household of which everybody goes through it.</summary>
    public string SubjectId { get; set; } = "";

    /// <summary>Key of a <see cref="ContextKind"/>.</summary>
    public string Kind { get; set; } = "";

    public DateTime FromUtc { get; set; }

    /// <summary>From when on it is over; null while nobody knows.</summary>
    public DateTime? UntilUtc { get; set; }

    /// <summary>Whether it never was: noted by mistake.</summary>
    public bool IsWithdrawn { get; set; }

    /// <summary>One of <see cref="ContextSources"/>.</summary>
    public string SourceKind { get; set; } = "";

    /// <summary>Who or what said it, in words.</summary>
    public string Source { get; set; } = "";

    /// <summary>What a program calls it by; blank for what people note.</summary>
    public string Reference { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>One of <see cref="ContextActs"/>: what this row says.</summary>
    public string Act { get; set; } = "";

    /// <summary>Why it was ended or withdrawn.</summary>
    public string Why { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>User id of who said it; "merge" for what held for who became this person.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";

    /// <summary>Whether it holds at that moment.</summary>
    public bool Holds(DateTime utc) => !IsWithdrawn && FromUtc <= utc && !(UntilUtc <= utc);

    /// <summary>Whether it holds then, or will.</summary>
    public bool IsOpen(DateTime utc) => !IsWithdrawn && !(UntilUtc <= utc);

    /// <summary>The next row of the same context.</summary>
    public ContextEntry Next(string act, string why) => new()
    {
        ContextId = ContextId, Version = Version + 1, SubjectId = SubjectId, Kind = Kind, FromUtc = FromUtc, UntilUtc = UntilUtc, IsWithdrawn = IsWithdrawn, SourceKind = SourceKind, Source = Source, Reference = Reference, Note = Note,
        Act = act, Why = why,
    };
}

/// <summary>What is said of a context.</summary>
internal static class ContextActs
{
    public const string Noted = "noted";

    public const string Ended = "ended";

    public const string Withdrawn = "withdrawn";

    /// <summary>The ending or withdrawing before it was taken back.</summary>
    public const string PutBack = "put-back";
}

/// <summary>Kinds of what says that somebody goes through something.</summary>
public static class ContextSources
{
    /// <summary>The person's own words.</summary>
    public const string Words = "words";

    /// <summary>A telephone call.</summary>
    public const string Call = "call";

    /// <summary>A complaint.</summary>
    public const string Complaint = "complaint";

    /// <summary>An order.</summary>
    public const string Order = "order";

    /// <summary>Something else.</summary>
    public const string Other = "other";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Words, Call, Complaint, Order, Other];
}

/// <summary>Reads of contexts that several places ask.</summary>
internal static class ContextRows
{
    /// <summary>Each context as it stands.</summary>
    public static IQueryable<ContextEntry> Contexts(this DataConnection db)
    {
        var later = db.GetTable<ContextEntry>();
        return db.GetTable<ContextEntry>().Where(row => !later.Any(other => other.ContextId == row.ContextId && other.Version > row.Version));
    }

    /// <summary>Those that hold at that moment.</summary>
    public static IQueryable<ContextEntry> HoldingAt(this IQueryable<ContextEntry> rows, DateTime utc)
        => rows.Where(row => !row.IsWithdrawn && row.FromUtc <= utc && (row.UntilUtc == null || row.UntilUtc > utc));
}
