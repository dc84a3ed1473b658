using System.Net;

namespace Crm.Webhooks.Tests.PersonalData;

/// <summary>Of whose data may only be kept, other programs hear that something changed, not what the record says.</summary>
public sealed class RestrictionTests
{
    [Fact]
    public async Task A_restricted_persons_record_is_not_sent_and_is_again_once_it_is_lifted()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.WebhookAsync(types: ["Person"]);
        var id = await tenant.PersonAsync("Odile", "Kanarienvogel");
        await tenant.SendAsync();
        Assert.Contains("Kanarienvogel", Assert.Single(tenant.Receiver.Taken()).Text);

        await ActAsync(tenant, id, "Set");
        await tenant.ChangeAsync(id, person => person.Notes = "Disputed");
        await tenant.SendAsync();
        var told = Assert.Single(tenant.Receiver.Taken());
        Assert.DoesNotContain("Kanarienvogel", told.Text);
        Assert.Equal((id, "restricted", true), ((string?)told.Body["contentItemId"], (string?)told.Body["itemLeftOut"], told.Body["item"] is null));

        await ActAsync(tenant, id, "Lift");
        await tenant.ChangeAsync(id, person => person.Notes = "Settled");
        await tenant.SendAsync();
        Assert.Contains("Kanarienvogel", Assert.Single(tenant.Receiver.Taken()).Text);
    }

    private static async Task ActAsync(WebhooksTenant tenant, string person, string handler)
    {
        var page = $"/admin/people/{person}/restriction";
        using var done = await tenant.Admin.SubmitAsync(page, [new("Input.Reason", "Disputed")], $"{page}?handler={handler}");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }
}
