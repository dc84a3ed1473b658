using Crm.Kernel.Data;

namespace Crm.Crash;

public sealed class Parcel
{
    public string Code { get; set; } = "";

    public int Weight { get; set; }

    public List<string> Stamps { get; set; } = [];
}

public sealed class ParcelIndex : MapIndex
{
    public string Code { get; set; } = "";

    public int Weight { get; set; }
}

public sealed class StampIndex : MapIndex
{
    public string Stamp { get; set; } = "";
}

public sealed class ParcelIndexes : IndexProvider<Parcel>
{
    public override void Describe(DescribeContext<Parcel> context)
    {
        context.For<ParcelIndex>().Map(parcel => new ParcelIndex { Code = parcel.Code, Weight = parcel.Weight });
        context.For<StampIndex>().Map(parcel => parcel.Stamps.Select(stamp => new StampIndex { Stamp = stamp }));
    }
}

public sealed class ParcelMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<ParcelIndex>(table => table.HasIndex(row => new { row.Weight, row.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<StampIndex>();
        return 1;
    }
}
