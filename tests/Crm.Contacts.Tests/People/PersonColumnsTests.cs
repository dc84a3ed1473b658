using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.People;

public sealed class PersonColumnsTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_tenant_set_up_before_segments_gets_their_columns_filled_from_its_people(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var id = (await tenant.PeopleAsync(("Odile", "Vidal")))[0];
        var before = await tenant.InAsync(ColumnsAsync);
        Assert.True(before.Select(row => row.Language).Distinct().Count() > 3);
        await tenant.InAsync(async services =>
        {
            var schema = services.GetRequiredService<ISchemaBuilder>();
            await schema.AlterIndexTableAsync<PersonIndex>(table => table.DropColumn("DiedOn").DropColumn("Gender").DropColumn("Language").DropColumn("Source"));
            var migration = services.GetServices<DataMigration>().OfType<ContactsMigration>().Single();
            typeof(DataMigration).GetProperty(nameof(DataMigration.SchemaBuilder))!.SetValue(migration, schema);
            return await migration.UpdateFrom2Async();
        });
        Assert.Equal(before, await tenant.InAsync(ColumnsAsync));
        Assert.Contains(before, row => row.Id == id && row is { Language: "", Gender: "", Source: "", DiedOn: null });
    }

    private static async Task<List<(string Id, DateOnly? DiedOn, string Gender, string Language, string Source)>> ColumnsAsync(IServiceProvider services)
        => [.. (await services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().OrderBy(row => row.DocumentId).ToListAsync()).Select(row => (row.ContentItemId, row.DiedOn, row.Gender, row.Language, row.Source))];
}
