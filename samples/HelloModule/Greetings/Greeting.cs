using Crm.Kernel.Data;

namespace HelloModule.Greetings;

/// <summary>Somebody said hello.</summary>
public sealed class Greeting
{
    /// <summary>Who.</summary>
    public string Name { get; set; } = "";

    /// <summary>When.</summary>
    public DateTime Utc { get; set; }
}

/// <summary>Greetings by name.</summary>
public sealed class GreetingIndex : MapIndex
{
    /// <summary>Who.</summary>
    public string Name { get; set; } = "";
}

/// <summary>Which rows a greeting has.</summary>
public sealed class GreetingIndexes : IndexProvider<Greeting>
{
    /// <inheritdoc/>
    public override void Describe(DescribeContext<Greeting> context)
        => context.For<GreetingIndex>().Map(greeting => new GreetingIndex { Name = greeting.Name });
}

/// <summary>The table of greetings.</summary>
public sealed class GreetingMigration : DataMigration
{
    /// <summary>The first version.</summary>
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<GreetingIndex>(table => table.HasIndex(row => row.Name));
        return 1;
    }
}
