using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Kernel.Tests.Data;

public sealed class Book
{
    public string Title { get; set; } = "";

    public string? Author { get; set; }

    public int Pages { get; set; }

    public decimal Price { get; set; }

    public DateTime? BoughtUtc { get; set; }

    public List<string> Tags { get; set; } = [];
}

public sealed class BookIndex : MapIndex
{
    public string Title { get; set; } = "";

    public string? Author { get; set; }

    public int Pages { get; set; }

    public long? Big { get; set; }

    public decimal Price { get; set; }

    public double? Weight { get; set; }

    public DateTime? BoughtUtc { get; set; }

    public DateOnly? Day { get; set; }

    public bool IsLong { get; set; }

    public Guid Code { get; set; }
}

public sealed class TagIndex : MapIndex
{
    public string Tag { get; set; } = "";
}

public sealed class BookIndexes : IndexProvider<Book>
{
    public static Guid CodeOf(Book book) => new(book.Pages, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    public override void Describe(DescribeContext<Book> context)
    {
        context.For<BookIndex>().Map(book => new BookIndex
        {
            Title = book.Title,
            Author = book.Author,
            Pages = book.Pages,
            Big = book.Pages * 10_000_000_000L,
            Price = book.Price,
            Weight = book.Pages / 4.0,
            BoughtUtc = book.BoughtUtc,
            Day = book.BoughtUtc is { } at ? DateOnly.FromDateTime(at) : null,
            IsLong = book.Pages > 500,
            Code = CodeOf(book),
        });
        context.For<TagIndex>().When(book => book.Tags.Count > 0).Map(book => book.Tags.Select(tag => new TagIndex { Tag = tag }));
    }
}

public sealed class BookMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<BookIndex>(table => table
            .HasIndex(row => new { row.Author, row.DocumentId })
            .HasIndex(row => new { row.Title, row.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<TagIndex>(table => table.HasIndex(row => new { row.Tag, row.DocumentId }));
        return 1;
    }
}

public sealed class Preferences
{
    public string Colour { get; set; } = "white";
}

[Table("Loan", IsColumnAttributeRequired = false)]
public sealed class Loan
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    public long BookId { get; set; }

    [Column(CanBeNull = false)]
    public string Reader { get; set; } = "";

    public DateTime Utc { get; set; }
}
