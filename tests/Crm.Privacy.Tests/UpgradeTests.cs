using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests;

/// <summary>Tables of before requests, restrictions and purposes get their new columns, and the rows in them stay.</summary>
public sealed class UpgradeTests
{
    private static readonly (string Table, string Column)[] s_new = [("PersonalDataExport", "Request"), ("PeopleExport", "LeftOut"), ("PeopleExport", "Purpose"), ("PeopleExport", "ChildrenLeftOut")];

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Logs_of_exports_of_before_are_read_and_written_on(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var ada = await tenant.PersonAsync("Ada", "Roux");
        await ExportAsync(tenant, ada);
        await tenant.DoAsync(async services =>
        {
            var session = services.GetRequiredService<ISession>();
            var db = await session.GetConnectionAsync(write: true);
            foreach (var (table, column) in s_new)
            {
                await db.ExecuteAsync($"ALTER TABLE \"{table}\" DROP COLUMN \"{column}\"");
            }

            var records = services.GetRequiredService<IDocumentManager<DataMigrationRecord>>();
            var record = await records.GetOrCreateMutableAsync();
            foreach (var one in record.DataMigrations.Where(one => one.DataMigrationClass.EndsWith(".HandedOutMigration", StringComparison.Ordinal) || one.DataMigrationClass.EndsWith("Export.ExportMigration", StringComparison.Ordinal)))
            {
                one.Version = 1;
            }

            await records.UpdateAsync(record);
        });

        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);
        await ExportAsync(tenant, ada);

        Assert.Equal(2, Count(await tenant.Admin.ReadAsync($"/admin/people/{ada}/personal-data"), "· admin"));
        Assert.Equal(2, Count(await tenant.Admin.ReadAsync("/admin/people/exports"), "1 person"));
    }

    private static async Task ExportAsync(PrivacyTenant tenant, string person)
    {
        using var own = await tenant.Admin.SubmitAsync($"/admin/people/{person}/personal-data", [new("Number", "")]);
        Assert.Equal("application/zip", own.Content.Headers.ContentType!.MediaType);
        using var file = await tenant.Admin.SubmitAsync("/admin/people/export", [new("all", "true"), new("Kind", "Csv"), new("Columns", "FamilyName"), new("Purpose", "Own")]);
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
    }

    private static int Count(string page, string words) => page.Split(words).Length - 1;
}
