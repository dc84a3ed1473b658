using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Privacy.Restrict;

/// <summary>That a person's data may only be kept, shown and corrected (GDPR art. 18): why, since when and by whom, and how it ended. A document, so that a merge takes it along and its undo brings it back.</summary>
internal sealed class Restriction
{
    public string RestrictionId { get; set; } = ContentId.New();

    /// <summary>Content item id of the person.</summary>
    public string PersonId { get; set; } = "";

    public DateTime SetUtc { get; set; }

    public string SetByName { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>The number of the request that asked for it, as typed; may be blank.</summary>
    public string Request { get; set; } = "";

    /// <summary>When it was lifted; null while it stands.</summary>
    public DateTime? LiftedUtc { get; set; }

    public string LiftedByName { get; set; } = "";

    public string LiftReason { get; set; } = "";

    /// <summary>The number of the request that asked to lift it; may be blank.</summary>
    public string LiftRequest { get; set; } = "";
}

/// <summary>A restriction's columns.</summary>
internal sealed class RestrictionIndex : MapIndex
{
    public string PersonId { get; set; } = "";

    /// <summary>Whether it was lifted.</summary>
    public bool IsLifted { get; set; }

    public DateTime SetUtc { get; set; }
}

internal sealed class RestrictionIndexes : IndexProvider<Restriction>
{
    public override void Describe(DescribeContext<Restriction> context) => context.For<RestrictionIndex>().Map(restriction => new RestrictionIndex
    {
        PersonId = restriction.PersonId, IsLifted = restriction.LiftedUtc is not null, SetUtc = restriction.SetUtc,
    });
}

/// <summary>The table.</summary>
internal sealed class RestrictionMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<RestrictionIndex>(table => table.HasIndex(row => new { row.PersonId, row.IsLifted }));
        return 1;
    }
}
