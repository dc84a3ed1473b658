using System.Net;
using System.Text;
using Crm.Contacts.Import.Wizard;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>A file that was put up before several could be is a set of its own afterwards, and goes on.</summary>
public sealed class UpgradeTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_file_put_up_before_sets_is_alone_in_its_own(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        using var answer = await WizardPages.PutUpAsync(tenant.Browser, ("people.csv", Encoding.UTF8.GetBytes("first name,last name\nAda,Roux\n")));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await tenant.InAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            await db.ExecuteAsync("DROP INDEX \"IX_PeopleImport_SetId\"");
            foreach (var column in new[] { nameof(PeopleImport.SetId), nameof(PeopleImport.Position), nameof(PeopleImport.RelationsLeft) })
            {
                await db.ExecuteAsync($"ALTER TABLE \"PeopleImport\" DROP COLUMN \"{column}\"");
            }

            var records = services.GetRequiredService<IDocumentManager<DataMigrationRecord>>();
            var record = await records.GetOrCreateMutableAsync();
            record.DataMigrations.Single(one => one.DataMigrationClass == typeof(ImportMigration).FullName).Version = 1;
            await records.UpdateAsync(record);
            return true;
        });

        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);

        var after = await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<PeopleImport>().SingleAsync());
        Assert.Equal((after.Id, 0, 0L), (after.SetId, after.Position, after.RelationsLeft));
        Assert.Contains("people.csv", await tenant.Browser.ReadAsync($"/admin/people/import/{after.Id}"));
    }
}
