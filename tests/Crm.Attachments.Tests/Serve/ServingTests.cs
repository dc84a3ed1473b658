using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Attachments.Files;
using Crm.Kernel.Files;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests.Serve;

/// <summary>A file goes to who may see its contact, and as nothing that could run.</summary>
public sealed class ServingTests
{
    [Theory]
    [InlineData("bear.png", "", "attachment", "image/png")]
    [InlineData("bear.png", "?inline=true", null, "image/png")]
    [InlineData("words.txt", "?inline=true", "attachment", "text/plain")]
    [InlineData("contract.pdf", "?inline=true", null, "application/pdf")]
    public async Task A_file_is_downloaded_and_only_pictures_and_PDFs_open_in_place(string name, string query, string? disposition, string type)
    {
        var tenant = await AttachmentsTenant.SharedAsync();
        var contact = await tenant.ContactAsync();
        var bytes = name.EndsWith(".png", StringComparison.Ordinal) ? AttachmentsTenant.Picture : "%PDF-1.7 words"u8.ToArray();
        await tenant.AddAsync(contact, (name, bytes));
        var id = Assert.Single(await tenant.FilesAsync(contact)).AttachmentId;

        using var answer = await tenant.Admin.GetAsync($"/admin/attachments/{id}{query}");

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((disposition, type), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("private, no-store", answer.Headers.CacheControl!.ToString().Replace("no-store, private", "private, no-store", StringComparison.Ordinal));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy);
        Assert.Equal(type != "application/pdf", policy.Contains("sandbox", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_may_not_see_the_contact_finds_no_file(string database)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var (anna, annaId) = await tenant.AsAsync("ViewOwnContacts", "EditOwnContacts", "DeleteOwnContacts", "ViewAudit");
        var (own, hidden) = (await tenant.ContactAsync(owner: annaId), await tenant.ContactAsync(owner: "somebody-else"));
        var (seen, unseen) = (await tenant.FileAsync(own), await tenant.FileAsync(hidden, "Secret.txt"));
        Assert.Equal(HttpStatusCode.OK, await tenant.StatusAsync($"/admin/attachments/{seen}", anna));

        foreach (var path in new[] { $"/admin/attachments/{unseen}", $"/admin/attachments/{unseen}?inline=true", $"/admin/contacts/{hidden}/panels/files", $"/admin/contacts/{hidden}/attachments", $"/admin/contacts/{hidden}/attachments?handler=More" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await tenant.StatusAsync(path, anna));
        }

        foreach (var (contact, handler) in new[] { (hidden, "Describe"), (hidden, "Delete"), (hidden, "Restore"), (own, "Delete"), (own, "Describe") })
        {
            using var answer = await AttachmentsTenant.ActAsync(anna, contact, handler, unseen, ("name", "x"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using (var added = await tenant.PostAsync(anna, hidden, ("mine.txt", "x"u8.ToArray())))
        {
            Assert.Equal(HttpStatusCode.NotFound, added.StatusCode);
        }

        Assert.DoesNotContain("Secret", await anna.ReadAsync("/admin/audit"));
        var file = Assert.Single(await tenant.FilesAsync(hidden));
        Assert.Equal(("Secret.txt", null), (file.Name, file.RemovedUtc));
    }

    [Fact]
    public async Task Who_only_sees_the_contact_has_its_files_and_changes_none()
    {
        var tenant = await AttachmentsTenant.SharedAsync();
        var contact = await tenant.ContactAsync();
        var id = await tenant.FileAsync(contact);
        var (reader, _) = await tenant.AsAsync("ViewContacts");

        Assert.Equal(HttpStatusCode.OK, await tenant.StatusAsync($"/admin/attachments/{id}", reader));
        Assert.DoesNotMatch("file-add|file-edit|handler=Delete", await tenant.PanelAsync(contact, reader));
        using var deleted = await AttachmentsTenant.ActAsync(reader, contact, "Delete", id);
        using var added = await tenant.PostAsync(reader, contact, ("mine.txt", "x"u8.ToArray()));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (deleted.StatusCode, added.StatusCode));
        Assert.Null(Assert.Single(await tenant.FilesAsync(contact)).RemovedUtc);
    }

    [Fact]
    public async Task Another_tenant_has_nothing_by_the_id()
    {
        var (tenant, other) = (await AttachmentsTenant.SharedAsync(), await AttachmentsTenant.StartAsync());
        var id = await tenant.FileAsync(await tenant.ContactAsync());

        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync($"/admin/attachments/{id}"));
        using var nobody = tenant.Host.Browse(tenant.Settings.Name);
        Assert.NotEqual(HttpStatusCode.OK, await tenant.StatusAsync($"/admin/attachments/{id}", nobody));
    }

    [Fact]
    public async Task An_upload_cut_in_the_middle_leaves_nothing()
    {
        var tenant = await AttachmentsTenant.StartAsync();
        var contact = await tenant.ContactAsync();
        var cookies = tenant.Admin.Cookies.GetCookieHeader(new Uri(tenant.Host.Address, $"/{tenant.Settings.Name}/admin"));
        var token = WebUtility.HtmlDecode(Regex.Match(await tenant.Admin.ReadAsync("/admin/profile"), "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)").Groups[1].Value);
        var body = $"--b\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"cut.txt\"\r\n\r\nHalf of it";
        using var client = new TcpClient();
        await client.ConnectAsync(tenant.Host.Address.Host, tenant.Host.Address.Port);
        await using (var stream = client.GetStream())
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /{tenant.Settings.Name}/admin/contacts/{contact}/attachments?handler=Add HTTP/1.1\r\nHost: {tenant.Host.Address.Authority}\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n{body}"));
            client.Client.Shutdown(SocketShutdown.Send);
            try
            {
                while (await stream.ReadAsync(new byte[4096]) > 0)
                {
                }
            }
            catch (IOException)
            {
                // A body that ends before its time may also be answered by breaking the connection off.
            }
        }

        Assert.Empty(await tenant.FilesAsync(contact));
        Assert.Empty(tenant.Bytes);
        Assert.Contains("No file yet.", await tenant.PanelAsync(contact));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Bytes_that_a_killed_process_left_without_a_document_are_swept_up_the_next_night(string database)
    {
        var tenant = await AttachmentsTenant.StartAsync(database);
        await tenant.FileAsync(await tenant.ContactAsync());
        var real = Assert.Single(tenant.Bytes);

        // As when the process dies between the move and the commit.
        await Assert.ThrowsAsync<InvalidOperationException>(() => tenant.DoAsync(async services =>
        {
            await services.GetRequiredService<ChangeAttachments>().AddAsync("nobody", "lost.txt", new MemoryStream("Lost"u8.ToArray()), null, null, default);
            throw new InvalidOperationException("killed");
        }));
        Assert.Equal(2, tenant.Bytes.Count);
        var now = tenant.Host.Clock.GetUtcNow().UtcDateTime;
        foreach (var file in tenant.Bytes)
        {
            File.SetLastWriteTimeUtc(file, now - TimeSpan.FromHours(23));
        }

        await tenant.SweepAsync();
        Assert.Equal(2, tenant.Bytes.Count);
        foreach (var file in tenant.Bytes)
        {
            File.SetLastWriteTimeUtc(file, now - TimeSpan.FromHours(25));
        }

        await tenant.SweepAsync();
        Assert.Equal([real], tenant.Bytes);
    }
}
