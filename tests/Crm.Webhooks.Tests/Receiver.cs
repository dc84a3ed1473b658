using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Webhooks.Tests;

/// <summary>A request that a receiver got.</summary>
internal sealed record Received(string Path, string Id, string Timestamp, string Signature, string Text)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;

    public string Type => (string)Json["type"]!;

    public JsonObject Body => (JsonObject)Json["data"]!;
}

/// <summary>Another program that is told of changes: a real server on a port of its own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>What it answers; 204 when nothing is said.</summary>
    public Func<HttpContext, Received, Task>? Answer { get; set; }

    public string Address { get; private set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        receiver.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";
        return receiver;
    }

    /// <summary>Answers with that status.</summary>
    public void AnswerWith(int status, string text = "") => Answer = async (http, _) =>
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(text);
    };

    /// <summary>Takes out what it got so far.</summary>
    public List<Received> Taken()
    {
        var taken = new List<Received>();
        while (Requests.TryDequeue(out var request))
        {
            taken.Add(request);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        var received = new Received(http.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await reader.ReadToEndAsync());
        Requests.Enqueue(received);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        if (Answer is { } answer)
        {
            await answer(http, received);
        }
    }
}
