using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Privacy.Consents;

/// <summary>
/// That somebody agreed to be written to for a purpose by a channel, or withdrew it: what they were asked in which words, when, where, and who noted it. Only ever added to; what holds today is
/// derived from it (<see cref="ConsentState"/>).
/// </summary>
[Table("ConsentEntry", IsColumnAttributeRequired = false)]
internal sealed class ConsentEntry
{
    [PrimaryKey]
    public string Id { get; set; } = ContentId.New();

    /// <summary>Content item id of the person; blank once they were erased.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>Code of a <see cref="ConsentPurpose"/>.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>One of <see cref="ConsentPurpose.AllChannels"/>.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Given, or withdrawn.</summary>
    public bool IsGiven { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>IANA zone of who noted it.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Lawful basis of the purpose at that time, see <see cref="ConsentPurpose.Basis"/>.</summary>
    public string Basis { get; set; } = "";

    /// <summary>Where it comes from: one of <see cref="ConsentForm.Sources"/>, or a form's or import's own name.</summary>
    public string Source { get; set; } = "";

    /// <summary>The exact words that were shown or read out.</summary>
    public string Wording { get; set; } = "";

    public string WordingVersion { get; set; } = "";

    /// <summary>Language of the words (BCP 47).</summary>
    public string WordingLanguage { get; set; } = "";

    /// <summary>In what role somebody said so: "self", "parent" or "guardian".</summary>
    public string Role { get; set; } = ConsentForm.Self;

    /// <summary>Name of who said so for the person; blank when it was the person.</summary>
    public string AgreedBy { get; set; } = "";

    /// <summary>Address of the device, when it was said online.</summary>
    public string Ip { get; set; } = "";

    /// <summary>The device's program, when it was said online.</summary>
    public string UserAgent { get; set; } = "";

    /// <summary>User id of who noted it.</summary>
    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";
}

/// <summary>The table.</summary>
internal sealed class ConsentMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<ConsentEntry>(table => table.HasIndex(row => new { row.PersonId, row.AtUtc }));
        return 1;
    }
}
