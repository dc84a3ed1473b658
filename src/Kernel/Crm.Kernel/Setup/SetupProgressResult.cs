using System.Text.Json;
using System.Threading.Channels;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Setup;

/// <summary>Tells a script how far the setup is: one JSON object a line, the last with <c>redirect</c> or <c>errors</c>.</summary>
internal sealed class SetupProgressResult(Func<IProgress<SetupProgress>?, CancellationToken, Task<SetupResult>>? run, string redirect, ModelStateDictionary state) : ActionResult
{
    public const string MediaType = "application/x-ndjson";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        if (run is null)
        {
            await WriteAsync(response, new { errors = state.SelectMany(entry => entry.Value!.Errors.Select(error => new { field = entry.Key, text = error.ErrorMessage })) });
            return;
        }

        var words = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<SetupProgressResult>>();
        var steps = Channel.CreateUnbounded<SetupProgress>();
        // A browser that leaves does not stop the setup halfway.
        var work = RunAsync(new Steps(steps.Writer), steps.Writer);
        await foreach (var step in steps.Reader.ReadAllAsync(CancellationToken.None))
        {
            await WriteAsync(response, new { sentence = words[step.Sentence, step.Subject].Value, step = step.Step, steps = step.Steps });
        }

        var result = await work;
        await WriteAsync(response, result.Succeeded
            ? new { redirect }
            : new { errors = result.Errors.Select(error => new { field = SetupForm.Has(error.Field) ? "Input." + error.Field : "", text = error.Sentence }) });
    }

    private async Task<SetupResult> RunAsync(IProgress<SetupProgress> progress, ChannelWriter<SetupProgress> steps)
    {
        try
        {
            return await run!(progress, CancellationToken.None);
        }
        finally
        {
            steps.Complete();
        }
    }

    private static async Task WriteAsync(Microsoft.AspNetCore.Http.HttpResponse response, object line)
    {
        await JsonSerializer.SerializeAsync(response.Body, line, Json);
        await response.Body.WriteAsync("\n"u8.ToArray());
        await response.Body.FlushAsync();
    }

    private sealed class Steps(ChannelWriter<SetupProgress> steps) : IProgress<SetupProgress>
    {
        public void Report(SetupProgress value) => steps.TryWrite(value);
    }
}
