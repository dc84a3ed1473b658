using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Attachments.Files;
using Crm.Contacts;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Privacy.Erase;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Erase;

/// <summary>An erasure is asked for twice, by name, and never by mistake.</summary>
public sealed class AskingTests
{
    [Fact]
    public async Task Nothing_begins_before_the_name_is_typed_and_the_last_question_answered()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var id = await tenant.PersonAsync("Ada", "Roux");
        var page = $"/admin/people/{id}/erase";

        Assert.Contains("The person", await tenant.Admin.ReadAsync(page));
        Assert.Contains("as it stands above", await AnswerAsync(tenant, page, "Ask", "Ada"));
        Assert.Contains("as it stands above", await AnswerAsync(tenant, page, "Erase", "Bea Roux"));
        Assert.Contains("leave names", await AnswerAsync(tenant, page, "Ask", "Ada Roux", "for Ada Roux"));
        Assert.Contains("last question", await AnswerAsync(tenant, page, "Ask", "ada roux"));
        Assert.Equal(1, await CountAsync(tenant));

        await tenant.EraseAsync(id, "Ada Roux", "");

        Assert.Equal(0, await CountAsync(tenant));
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Admin.GetAsync(page)).StatusCode);
    }

    // The index follows the change log too, so that a part asked too early would be seen by chance only.
    [Fact]
    public async Task Who_keeps_copies_is_told_of_every_record_that_went()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var id = await tenant.PersonAsync("Ada", "Roux");
        var (file, told) = await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<ChangeAttachments>().AddAsync(id, "will.txt", new MemoryStream("text"u8.ToArray()), "", null, CancellationToken.None);
            await services.GetRequiredService<ISession>().FlushAsync();
            var subject = await services.GetRequiredService<DataSubjects>().FindAsync(id, CancellationToken.None);
            var attachment = await services.GetRequiredService<ISession>().Query<Attachment, AttachmentIndex>(row => row.ContactId == id).FirstOrDefaultAsync();
            return (attachment!.AttachmentId, (await services.GetRequiredService<ErasePeople>().EraseAsync(subject!, "", CancellationToken.None))["search"]!.ToJsonString());
        });

        Assert.Contains(file, told);
    }

    [Fact]
    public async Task The_api_previews_and_erases_and_is_refused_without_the_name()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var id = await tenant.PersonAsync("Ada", "Roux");
        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var address = $"api/privacy/people/{id}/erasure";

        var preview = await program.Http.GetFromJsonAsync<JsonObject>(address);
        Assert.Equal("Ada Roux", (string?)preview!["word"]);
        Assert.Contains("contacts", preview["parts"]!.AsArray().Select(part => (string)part!["name"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await program.Http.PostAsJsonAsync(address, new { name = "Somebody" })).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await program.Http.PostAsJsonAsync(address, new { name = "Ada Roux", request = "7" })).StatusCode);
        await tenant.SettleAsync();

        Assert.Equal(0, await CountAsync(tenant));
        Assert.Equal(HttpStatusCode.NotFound, (await program.Http.GetAsync(address)).StatusCode);
    }

    private static async Task<string> AnswerAsync(PrivacyTenant tenant, string page, string handler, string name, string request = "")
    {
        using var answer = await tenant.Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.Request", request)], $"{page}?handler={handler}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static Task<int> CountAsync(PrivacyTenant tenant) => tenant.InAsync(services
        => services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == ContactTypes.Person).CountAsync());
}
