using Crm.Contacts.People;
using Crm.Kernel.Content;

namespace Crm.Campaigns.Tests;

/// <summary>Whom of its audience a campaign is shown as.</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task A_campaign_is_read_as_people_of_several_languages_of_its_audience()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        var (first, second) = (await PersonAsync(tenant, "One", "fr"), await PersonAsync(tenant, "Two", "fr"));
        var (english, arab) = (await PersonAsync(tenant, "Three", "en"), await PersonAsync(tenant, "Four", "ar"));
        var other = await tenant.PersonAsync("Other", stage: "prospect", change: item => item.Alter<PersonPart>(part => part.Languages = ["de"]));
        var page = System.Net.WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/campaigns/{await tenant.CampaignAsync()}"));

        Assert.Contains($"/admin/mail-templates/news/preview?person={first}&person={english}&person={arab}\"", page);
        Assert.DoesNotContain(second, page);
        Assert.DoesNotContain(other, page);
        Assert.Contains("Dear Ada", System.Net.WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/mail-templates/news/preview?person={english}")));
    }

    private static Task<string> PersonAsync(CampaignTenant tenant, string family, string language) => tenant.PersonAsync(family, change: item => item.Alter<PersonPart>(part => part.Languages = [language]));
}
