using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Filters;

/// <summary>Values of filterable fields that are text or ids: one row a value.</summary>
public sealed class TextFilterIndex : MapIndex
{
    /// <summary>The field, <c>Part.Field</c>.</summary>
    public string Field { get; set; } = "";

    /// <summary>The value in lower case without accents, 200 characters at most.</summary>
    public string Value { get; set; } = "";
}

/// <summary>Values of filterable fields that are numbers; yes is 1, no is 0; a time of day is its minutes.</summary>
public sealed class NumberFilterIndex : MapIndex
{
    /// <summary>The field, <c>Part.Field</c>.</summary>
    public string Field { get; set; } = "";

    /// <summary>The value.</summary>
    public double Value { get; set; }
}

/// <summary>Values of filterable fields that are days or moments.</summary>
public sealed class DateFilterIndex : MapIndex
{
    /// <summary>The field, <c>Part.Field</c>.</summary>
    public string Field { get; set; } = "";

    /// <summary>The moment, UTC.</summary>
    public DateTime Value { get; set; }
}

internal sealed class FilterMigration : DataMigration
{
    /// <summary>A table for each type of value; the field leads each index, so that a field's values lie together as in a table of their own.</summary>
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<TextFilterIndex>(table => table.HasIndex(index => new { index.Field, index.Value, index.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<NumberFilterIndex>(table => table.HasIndex(index => new { index.Field, index.Value, index.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<DateFilterIndex>(table => table.HasIndex(index => new { index.Field, index.Value, index.DocumentId }));
        return 1;
    }
}
