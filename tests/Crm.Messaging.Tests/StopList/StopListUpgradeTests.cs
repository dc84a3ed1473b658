using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using Crm.Messaging.Messages;
using Crm.Messaging.StopList;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.StopList;

/// <summary>A ledger of before the stop list gets what it lacks, and what stood in it stays and goes on.</summary>
public sealed class StopListUpgradeTests
{
    private static readonly string[] s_tables = ["MessageStop", "MessageReturn", "MailTemplate", "MailTemplateVersion", "MessageAutomationExit", "MessageApproval", "MessageDomainPause", "TrackingConsent", "MessageContext"];
    private static readonly (string Table, string Column)[] s_columns =
    [
        ("Message", nameof(Message.AddressKey)), ("MessageBrake", "Trip"), ("MessageBrake", "ValueName"), ("Message", "Snapshot"), ("Message", "Merged"), ("Message", "Intensity"), ("Message", "Automation"), ("Message", "AutomationTitle"), ("Message", "Because"), ("Message", "Tracks"), ("MessageText", "TemplateVersionId"), ("MessageText", "LayoutVersionId"), ("MessageText", "TemplateName"), ("MessageText", "TemplateVersion"),
    ];

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_ledger_of_before_is_written_on(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var before = await tenant.PutAsync(person, "before");
        await tenant.SendAsync();
        await tenant.DoAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            foreach (var table in s_tables)
            {
                await db.ExecuteAsync($"DROP TABLE \"{table}\"");
            }

            foreach (var (table, column) in s_columns)
            {
                await db.ExecuteAsync($"ALTER TABLE \"{table}\" DROP COLUMN \"{column}\"");
            }

            var records = services.GetRequiredService<IDocumentManager<DataMigrationRecord>>();
            var record = await records.GetOrCreateMutableAsync();
            record.DataMigrations.Single(one => one.DataMigrationClass.EndsWith(".MessagingMigration", StringComparison.Ordinal)).Version = 1;
            await records.UpdateAsync(record);
        });

        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);
        var after = await tenant.PutAsync(person, "after");
        await tenant.SendAsync();
        Assert.Equal(("Sent  250", "Sent  250"), (await tenant.StandsAsync(before), await tenant.StandsAsync(after)));
        Assert.Equal(64, (await tenant.MessagesAsync())[1].AddressKey.Length);
        await tenant.DoAsync(async services => await services.GetRequiredService<StoppedAddresses>().AddAsync("post", await services.GetRequiredService<AddressKeys>().OfAsync("post", "one@example.org"), StopReasons.Hard, "", "", default));
        var stopped = await tenant.PutAsync(person, "stopped");
        await tenant.SendAsync();
        Assert.Equal("Excluded came-back", await tenant.StandsAsync(stopped));
    }
}
