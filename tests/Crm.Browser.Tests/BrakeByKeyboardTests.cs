using Crm.Browsing;
using Crm.Kernel.Data;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browser.Tests;

/// <summary>Ten thousand letters are stopped, sorted and dropped with the keyboard alone; their reader says on a phone without script what they want.</summary>
public sealed class BrakeByKeyboardTests(Chrome chrome)
{
    private const int Letters = 10_000;
    private const string Features = "Crm.Admin,Crm.Users,Crm.Contacts,Crm.Messaging,Crm.Email,Crm.Theme.Admin,Crm.Theme.Site";

    [Fact]
    public async Task Ten_thousand_are_stopped_and_sorted_without_a_mouse_and_the_page_of_a_person_says_why_nothing_came()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: Features.Split(','));
        var person = "";
        await host.InTenantAsync(tenant, async services => person = await services.AddPersonAsync("Odile", "Zyfrenne"));
        await host.InTenantAsync(tenant, services => QueueAsync(services, person));
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();

        // From any page: the control at the top, a reason, stop.
        await sheet.GoAsync("admin/people");
        await sheet.PressAsync(".brake-button", "Enter");
        await sheet.Page.Locator("[name='Input.Reason']").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.TypeAsync("[name='Input.Reason']", "Deuil national");
        await sheet.PressAsync("main .btn-danger", "Enter");
        await sheet.Page.Locator(".brake-on").WaitForAsync();
        Assert.Contains("Deuil national", await sheet.Page.Locator(".band").First.InnerTextAsync());
        await host.RunJobAsync(tenant, "SendMessages");
        await sheet.GoAsync("admin/brake");
        await sheet.LooksRightAtBothWidthsAsync();
        var held = await sheet.Page.Locator(".brake-on").InnerTextAsync();
        Assert.True(System.Text.RegularExpressions.Regex.IsMatch(held, "10\\s000"), held);

        await sheet.PressAsync(".brake-on .btn-primary", "Enter");
        await sheet.Page.Locator("input[type=radio]").First.WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("input[type=radio][value=drop]", "Space");
        await sheet.PressAsync("main .form-actions .btn-primary", "Enter");
        await sheet.Page.Locator("form[action*='handler=Sign']").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("form[action*='handler=Sign'] .btn-primary", "Enter");
        await sheet.Page.WaitForURLAsync(url => !url.Contains("handler=Ask", StringComparison.Ordinal) && !url.Contains("handler=Sign", StringComparison.Ordinal));
        await host.InTenantAsync(tenant, services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        await host.InTenantAsync(tenant, async services =>
        {
            Assert.Empty(await services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None));
            Assert.Equal(Letters, await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().CountAsync(row => row.State == (int)MessageState.Dropped && row.Reason == Reasons.Decided));
        });

        await sheet.GoAsync($"admin/people/{person}");
        var why = sheet.Page.Locator("text=Pourquoi rien n’est arrivé cette semaine");
        await why.WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task On_a_phone_without_script_two_touches_stop_a_topic_and_looking_changes_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: Features.Split(','));
        var (person, token) = ("", "");
        await host.InTenantAsync(tenant, async services => person = await services.AddPersonAsync("Odile", "Zyfrenne"));
        await host.InTenantAsync(tenant, async services =>
        {
            await QueueAsync(services, person, letters: 1);
            var message = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().SingleAsync();
            token = await services.GetRequiredService<LeaveLinks>().TokenAsync(message.MessageId);
        });
        await using var phone = await chrome.OpenAsync(host.Address, width: 360, height: 740, withScript: false);

        await phone.Page.GotoAsync($"preferences/{token}");
        Assert.Empty(await StandsAsync());
        await phone.Page.Locator(".topic button").ClickAsync();
        await phone.Page.Locator("p[role=status]").WaitForAsync();
        Assert.Equal(["catalogue stop"], await StandsAsync());
        await phone.Page.Locator(".topic button").ClickAsync();
        await phone.Page.Locator(".pauses button").First.ClickAsync();
        await phone.Page.Locator("p[role=status]").WaitForAsync();
        Assert.Equal([" pause"], await StandsAsync());
        Assert.Empty(phone.Faults);

        async Task<IReadOnlyList<string>> StandsAsync()
        {
            IReadOnlyList<string> stands = [];
            await host.InTenantAsync(tenant, async services => stands = [.. (await services.GetRequiredService<MessagePreferences>().StandAsync(person, CancellationToken.None)).Select(stand => $"{stand.Key} {stand.Value.Kind}")]);
            return stands;
        }
    }

    // Due tomorrow, so that the brake finds them all.
    private static async Task QueueAsync(IServiceProvider services, string person, int letters = Letters)
    {
        var due = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddDays(1);
        var text = await services.GetRequiredService<MessageTexts>().KeepAsync(WrittenWords.Of("Le catalogue est arrivé", "Chère famille,\n\nle voici.", "fr", "festive"), null, CancellationToken.None);
        var rows = Enumerable.Range(0, letters).Select(number => new Message
        {
            MessageId = Kernel.Content.ContentId.New(), Action = "NOEL26-CAT", PersonId = person, Step = $"{number}", Channel = "email", Class = (int)MessageClass.Marketing, Topic = "catalogue", TextId = text, DueUtc = due, NextUtc = due,
            ExpiresUtc = due.AddDays(7), CreatedUtc = due.AddDays(-1), By = "system", ByName = "system",
        });
        await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows, MaxBatchSize = 500 }, rows);
    }
}
