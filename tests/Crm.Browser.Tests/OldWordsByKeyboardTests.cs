using Crm.Browsing;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Approvals;
using Crm.Messaging.Automations;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browser.Tests;

/// <summary>What was written long ago is approved, and somebody is taken out of a rule, with the keyboard alone.</summary>
public sealed class OldWordsByKeyboardTests(Chrome chrome)
{
    [Fact]
    public async Task Old_words_are_approved_and_somebody_is_taken_out_of_a_rule_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: "Crm.Admin,Crm.Users,Crm.Contacts,Crm.Messaging,Crm.Email,Crm.Theme.Admin,Crm.Theme.Site".Split(','));
        var (person, message) = ("", "");
        await host.InTenantAsync(tenant, async services => person = await services.AddPersonAsync("Odile", "Zyfrenne"));
        await host.InTenantAsync(tenant, async services => message = await HeldAsync(services, person));
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/approvals");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("main form[action*='handler=Approve'] button", "Enter");
        await sheet.Page.Locator("form[action*='handler=Undo'] button").First.WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await host.InTenantAsync(tenant, async services => Assert.False(Assert.Single(await services.GetRequiredService<ApprovalFigures>().SignedAsync(9, CancellationToken.None)).Approval.IsDrop));

        await sheet.GoAsync($"admin/messages/{message}");
        await sheet.PressAsync("main details summary", "Enter");
        await sheet.TypeAsync("#why-out", "Elle en est triste");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("form[action*='handler=TakeOut'] .btn-primary", "Enter");
        await sheet.Page.Locator("form[action*='handler=PutBack']").First.WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await host.InTenantAsync(tenant, async services => Assert.Contains((person, "wishes"), await services.GetRequiredService<AutomationExits>().OutAsync([person], CancellationToken.None)));
        Assert.Empty(sheet.Faults);
    }

    // One that waits for approval, put by a rule.
    private static async Task<string> HeldAsync(IServiceProvider services, string person)
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.Put(new RestraintSettings { ApprovalDays = 30 });
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        var text = await db.InsertWithInt64IdentityAsync(new MessageText { Hash = "old", Subject = "Les vœux de l’an passé", Text = "Bonjour,\n\nNos vœux." });
        var message = new Message
        {
            MessageId = Kernel.Content.ContentId.New(), Action = "wishes", PersonId = person, Channel = "email", TextId = text, State = (int)MessageState.Held, Reason = Reasons.Old, Detail = "2020-01-01",
            CreatedUtc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), DueUtc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), ExpiresUtc = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc), By = "system", ByName = "system",
            Automation = "wishes", AutomationTitle = "Vœux d’hiver", Because = "a écrit trois hivers de suite",
        };
        await db.InsertAsync(message);
        return message.MessageId;
    }
}
