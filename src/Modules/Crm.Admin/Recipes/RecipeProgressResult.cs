using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Admin.Recipes;

/// <summary>Runs a recipe and writes a line of JSON for each step as it begins and ends, then one with the report.</summary>
internal sealed class RecipeProgressResult(IRecipeExecutor executor, ShellSettings tenant, RecipeDescriptor recipe, RecipeOptions options) : IActionResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var lines = Channel.CreateUnbounded<object>();
        var run = RunAsync(lines.Writer);
        context.HttpContext.Response.ContentType = "application/x-ndjson";
        await foreach (var line in lines.Reader.ReadAllAsync())
        {
            // The run goes on when nobody reads any more.
            if (!context.HttpContext.RequestAborted.IsCancellationRequested)
            {
                await context.HttpContext.Response.WriteAsync(JsonSerializer.Serialize(line, line.GetType(), Json) + "\n");
                await context.HttpContext.Response.Body.FlushAsync();
            }
        }

        await run;
    }

    private async Task RunAsync(ChannelWriter<object> lines)
    {
        try
        {
            lines.TryWrite(await executor.ExecuteAsync(tenant, recipe, options with { Progress = new Teller(lines) }, CancellationToken.None));
        }
        finally
        {
            lines.Complete();
        }
    }

    private sealed class Teller(ChannelWriter<object> lines) : IProgress<RecipeProgress>
    {
        public void Report(RecipeProgress value) => lines.TryWrite(value);
    }
}
