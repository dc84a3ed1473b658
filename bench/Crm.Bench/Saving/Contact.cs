using Crm.Kernel.Data;

namespace Crm.Bench.Saving;

public sealed class Contact
{
    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string Email { get; set; } = "";

    public string City { get; set; } = "";

    public int OwnerId { get; set; }

    public string Status { get; set; } = "";

    public DateTime CreatedUtc { get; set; }

    public decimal Total { get; set; }

    public string Notes { get; set; } = "";

    /// <summary>The nth contact; about 560 bytes of JSON.</summary>
    public static Contact Number(int n) => new()
    {
        FirstName = $"First{n % 997}",
        LastName = $"Last{n * 7919L % 100_003}",
        Email = $"first{n}.last{n * 31}@example.org",
        City = $"City{n % 30}",
        OwnerId = n % 50,
        Status = (n % 4) switch { 0 => "lead", 1 => "active", 2 => "lapsed", _ => "lost" },
        CreatedUtc = DateTime.UnixEpoch.AddMinutes(n),
        Total = n % 10_000 / 100m,
        Notes = string.Concat(Enumerable.Repeat("Une note de quelques mots. ", 12)),
    };
}

public sealed class ContactIndex : MapIndex
{
    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string Email { get; set; } = "";

    public string City { get; set; } = "";

    public int OwnerId { get; set; }

    public string Status { get; set; } = "";

    public DateTime CreatedUtc { get; set; }

    public decimal Total { get; set; }
}

public sealed class ContactIndexes : IndexProvider<Contact>
{
    public override void Describe(DescribeContext<Contact> context) => context.For<ContactIndex>().Map(contact => new ContactIndex
    {
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Email = contact.Email,
        City = contact.City,
        OwnerId = contact.OwnerId,
        Status = contact.Status,
        CreatedUtc = contact.CreatedUtc,
        Total = contact.Total,
    });
}

public sealed class ContactMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<ContactIndex>(table => table
            .HasIndex(row => new { row.FirstName, row.DocumentId }).HasIndex(row => new { row.LastName, row.DocumentId })
            .HasIndex(row => new { row.Email, row.DocumentId }).HasIndex(row => new { row.City, row.DocumentId })
            .HasIndex(row => new { row.OwnerId, row.DocumentId }).HasIndex(row => new { row.Status, row.DocumentId })
            .HasIndex(row => new { row.CreatedUtc, row.DocumentId }).HasIndex(row => new { row.Total, row.DocumentId }));
        return 1;
    }
}
