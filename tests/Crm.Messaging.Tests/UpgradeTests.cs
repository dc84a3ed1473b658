using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using Crm.Messaging.Messages;
using Crm.Messaging.Tests.Templates;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests;

/// <summary>A tenant of before mail templates gets their tables and columns, and its messages stay.</summary>
public sealed class UpgradeTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Messages_of_before_stay_and_templates_can_be_used(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Roux", "one@example.org");
        var before = await tenant.PutAsync(person, change: message => message with { DueUtc = tenant.Now.AddDays(1) });
        await tenant.DoAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            foreach (var (table, column) in new[] { ("Message", "Snapshot"), ("Message", "Merged"), ("MessageBrake", "ValueName"), ("Message", "Intensity"), ("Message", "Automation"), ("Message", "AutomationTitle"), ("Message", "Because"), ("Message", "Tracks"), ("MessageText", "TemplateVersionId"), ("MessageText", "LayoutVersionId"), ("MessageText", "TemplateName"), ("MessageText", "TemplateVersion") })
            {
                await db.ExecuteAsync($"ALTER TABLE \"{table}\" DROP COLUMN \"{column}\"");
            }

            await db.ExecuteAsync("DROP TABLE \"MessageAutomationExit\"");
            await db.ExecuteAsync("DROP TABLE \"MessageApproval\"");
            await db.ExecuteAsync("DROP TABLE \"MessageDomainPause\"");
            await db.ExecuteAsync("DROP TABLE \"MailTemplate\"");
            await db.ExecuteAsync("DROP TABLE \"MailTemplateVersion\"");
            await db.ExecuteAsync("DROP TABLE \"TrackingConsent\"");
            await db.ExecuteAsync("DROP TABLE \"MessageContext\"");
            var records = services.GetRequiredService<IDocumentManager<DataMigrationRecord>>();
            var record = await records.GetOrCreateMutableAsync();
            record.DataMigrations.Single(one => one.DataMigrationClass.EndsWith(".MessagingMigration", StringComparison.Ordinal)).Version = 2;
            await records.UpdateAsync(record);
        });
        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);

        Assert.Equal("Waiting", await tenant.StandsAsync(before));
        Assert.Contains("Dear Ada", await tenant.Admin.ReadAsync($"/admin/messages/{before}"));
        var name = await tenant.SaveAsync(Mails.English("<p>Hello</p>"));
        var message = await tenant.PutAsync(person, new Crm.Messaging.Templates.TemplateUse(name), "templated");
        await tenant.SendAsync();
        Assert.Contains("<p>Hello</p>", tenant.LetterOf(message).Html);
    }
}
