using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Testing;

namespace Crm.Attachments.Tests.Api;

/// <summary>Programs attach, read, rename, delete and restore files as people do.</summary>
public sealed class AttachmentsApiTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_program_does_what_the_panel_does(string database)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var contact = await tenant.ContactAsync();
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var address = $"api/contacts/{contact}/attachments";
        var (status, made) = await PostAsync(program, address, "letter.txt", "Dear Father Christmas", "By post");
        var id = (string)made["attachmentId"]!;
        Assert.Equal((201, "letter.txt", "By post", 21L), (status, (string?)made["name"], (string?)made["note"], (long)made["length"]!));
        Assert.Equal("Dear Father Christmas", await program.ReadAsync($"{address}/{id}"));

        using (var put = await program.Http.PutAsJsonAsync($"{address}/{id}", new { Name = "wish" }))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        var listed = Assert.Single(JsonNode.Parse(await program.ReadAsync(address))!["items"]!.AsArray())!;
        Assert.Equal(("wish.txt", "By post"), ((string?)listed["name"], (string?)listed["note"]));

        using var deleted = await program.Http.DeleteAsync($"{address}/{id}");
        using var gone = await program.GetAsync($"{address}/{id}");
        using var restored = await program.Http.PostAsync($"{address}/{id}/restore", null);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.OK), (deleted.StatusCode, gone.StatusCode, restored.StatusCode));
        Assert.Single(JsonNode.Parse(await program.ReadAsync(address))!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("page.html", "<p>", 400, "Kind")]
    [InlineData("bear.png", "no picture", 400, "Content")]
    [InlineData("empty.txt", "", 400, "Content")]
    [InlineData("../out.txt", "out", 400, "Name")]
    [InlineData("large.txt", null, 413, "Size")]
    public async Task A_refusal_says_why_and_nothing_is_written(string name, string? text, int status, string reason)
    {
        var tenant = await AttachmentsTenant.StartAsync();
        var contact = await tenant.ContactAsync();
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));

        var (answered, body) = await PostAsync(program, $"api/contacts/{contact}/attachments", name, text ?? new string('x', 30_000_001));

        Assert.Equal((status, reason), (answered, (string?)body["reason"]));
        Assert.Empty(await tenant.FilesAsync(contact));
        Assert.Empty(tenant.Bytes);
        var staging = Path.Combine(tenant.Site, "MediaStaging");
        Assert.True(!Directory.Exists(staging) || Directory.GetFiles(staging).Length == 0);
    }

    [Fact]
    public async Task A_contact_out_of_sight_and_the_file_of_another_are_not_there()
    {
        var tenant = await AttachmentsTenant.SharedAsync();
        var (_, anna) = await tenant.AsAsync("ViewOwnContacts", "EditOwnContacts");
        var (own, hidden) = (await tenant.ContactAsync(owner: anna), await tenant.ContactAsync(owner: "somebody-else"));
        var unseen = await tenant.FileAsync(hidden);
        var name = (await tenant.InAsync(async services => await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Kernel.Users.User>>(services).FindByIdAsync(anna)))!.UserName!;
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, name));

        foreach (var (method, path) in new[] { ("GET", $"{hidden}/attachments"), ("GET", $"{hidden}/attachments/{unseen}"), ("GET", $"{own}/attachments/{unseen}"), ("DELETE", $"{hidden}/attachments/{unseen}"), ("DELETE", $"{own}/attachments/{unseen}"), ("POST", $"{hidden}/attachments/{unseen}/restore") })
        {
            using var answer = await program.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "api/contacts/" + path));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var form = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "mine.txt" } };
        using var added = await program.Http.PostAsync($"api/contacts/{hidden}/attachments", form);
        Assert.Equal(HttpStatusCode.NotFound, added.StatusCode);
        Assert.Null(Assert.Single(await tenant.FilesAsync(hidden)).RemovedUtc);
    }

    private static async Task<(int Status, JsonNode Body)> PostAsync(TestBrowser program, string address, string name, string text, string? note = null)
    {
        using var form = new MultipartFormDataContent();
        if (note is not null)
        {
            form.Add(new StringContent(note), "note");
        }

        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
        using var answer = await program.Http.PostAsync(address, form);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
