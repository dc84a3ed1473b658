using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Privacy.Children;

/// <summary>That somebody was told of a child's fifteenth or eighteenth birthday. A plain table; its key keeps it at once.</summary>
[Table("ComingOfAge", IsColumnAttributeRequired = false)]
internal sealed class ComingOfAge
{
    /// <summary>Under fifteen a child and a holder of parental authority consent both (law 78-17, art. 45); from eighteen on the rights are the person's alone.</summary>
    public static readonly IReadOnlyList<int> Years = [15, 18];

    /// <summary>Content item id of the person.</summary>
    [PrimaryKey(0)]
    public string PersonId { get; set; } = "";

    /// <summary>How old they were that day.</summary>
    [PrimaryKey(1)]
    public int Age { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>The birth dates of those who become so old on that day: of 29 February it is 1 March in ordinary years.</summary>
    public static IReadOnlyList<DateOnly> BornOn(DateOnly day, int years)
    {
        var year = day.Year - years;
        return [.. new[] { (day.Month, day.Day), (Month: 2, Day: 29) }.Distinct()
            .Where(birth => birth.Day <= DateTime.DaysInMonth(year, birth.Month)).Select(birth => new DateOnly(year, birth.Month, birth.Day)).Where(birth => Contacts.Ages.Age.Birthday(birth, day.Year) == day)];
    }
}

/// <summary>The table.</summary>
internal sealed class ComingOfAgeMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<ComingOfAge>();
        return 1;
    }
}
