using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Mapping;

namespace Crm.Privacy.Requests;

/// <summary>That somebody makes use of a right over their data (GDPR art. 12 to 22): who, which, by when it is to be answered, and what came of it.</summary>
[Table("PrivacyRequest", IsColumnAttributeRequired = false)]
internal sealed class PrivacyRequest
{
    private const int MonthsToAnswer = 1;
    private const int MonthsWhenExtended = 3;

    /// <summary>What its number is made of; it grows and has gaps.</summary>
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Its id in addresses.</summary>
    public string RequestId { get; set; } = ContentId.New();

    /// <summary>Content item id of the person; blank when they were not found, or were erased.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The name they gave, when they were not found.</summary>
    public string PersonName { get; set; } = "";

    /// <summary>One of <see cref="RequestCodes.Channels"/>.</summary>
    public string Channel { get; set; } = "";

    /// <summary>The right asked for, one of <see cref="RequestCodes.Rights"/>.</summary>
    public string Asked { get; set; } = "";

    /// <summary>The day it came, in the tenant's zone.</summary>
    public DateOnly Received { get; set; }

    /// <summary>The last day to answer.</summary>
    public DateOnly Due { get; set; }

    /// <summary>When the person was told that it takes two months longer.</summary>
    public DateTime? ExtendedUtc { get; set; }

    /// <summary>Why, as they were told.</summary>
    public string ExtensionReason { get; set; } = "";

    /// <summary>How they proved who they are, one of <see cref="RequestCodes.Proofs"/>; the proof itself is not kept.</summary>
    public string Proof { get; set; } = "";

    /// <summary>User id of who sees to it.</summary>
    public string Owner { get; set; } = "";

    public bool IsClosed { get; set; }

    /// <summary>What came of it, one of <see cref="RequestCodes.Outcomes"/>; blank while it is open.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>What was answered.</summary>
    public string Answer { get; set; } = "";

    public DateTime? ClosedUtc { get; set; }

    public string ClosedByName { get; set; } = "";

    /// <summary>When the person was erased; the request goes on without a name.</summary>
    public DateTime? ErasedUtc { get; set; }

    /// <summary>When its owner was told that few days are left; null when they were not, or it is due on another day since.</summary>
    public DateTime? RemindedUtc { get; set; }

    /// <summary>Its number as people read it: <c>R-0012</c>.</summary>
    [NotColumn]
    public string Number => NumberOf(Id);

    /// <summary>Whether it is known to be of somebody else than that person.</summary>
    public bool IsOfAnother(DataSubject subject) => PersonId.Length > 0 && !subject.Ids.Contains(PersonId);

    /// <summary>Days left in which to answer; negative when it is late.</summary>
    public int DaysLeft(DateOnly today) => Due.DayNumber - today.DayNumber;

    /// <summary>The last day on which the person can be told that it takes longer.</summary>
    public DateOnly LastDayToExtend() => Received.AddMonths(MonthsToAnswer);

    /// <summary>Counts the day it is due from the day it came; another day is reminded of anew.</summary>
    public void CountDue()
    {
        var due = Received.AddMonths(ExtendedUtc is null ? MonthsToAnswer : MonthsWhenExtended);
        (Due, RemindedUtc) = (due, due == Due ? RemindedUtc : null);
    }

    /// <summary>The number as people read it.</summary>
    public static string NumberOf(long id) => "R-" + id.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>The id behind a number as somebody typed it; null when it is none of the register's form.</summary>
    public static long? IdOf(string? number)
        => number?.Trim() is { Length: > 2 } text && text.StartsWith("R-", StringComparison.OrdinalIgnoreCase) && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>Something that was done about a request. Only ever added to.</summary>
[Table("PrivacyRequestStep", IsColumnAttributeRequired = false)]
internal sealed class PrivacyRequestStep
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    public string RequestId { get; set; } = "";

    /// <summary>The day it was done, in the tenant's zone.</summary>
    public DateOnly Day { get; set; }

    /// <summary>When it was written down.</summary>
    public DateTime AtUtc { get; set; }

    /// <summary>One of <see cref="RequestCodes.Steps"/>.</summary>
    public string Kind { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>User id.</summary>
    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";
}

/// <summary>The tables.</summary>
internal sealed class RequestMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<PrivacyRequest>(table => table
            .HasIndex(row => new { row.RequestId }, unique: true)
            .HasIndex(row => new { row.PersonId })
            .HasIndex(row => new { row.IsClosed, row.Due, row.Id }));
        await SchemaBuilder.CreateTableAsync<PrivacyRequestStep>(table => table.HasIndex(row => new { row.RequestId, row.Id }));
        return 1;
    }
}
