using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Operations;

/// <summary>Takes a whole batch back, newest save first; records changed since are left as they are.</summary>
internal sealed class UndoBatch(IHistory history, ChangeContext change, IServiceProvider services, IStringLocalizer<UndoBatch> s) : IOperation
{
    public const string Name = "Kernel.UndoBatch";
    public const string Batch = "batch";
    public const string Of = "of";
    public const string OfInput = "ofInput";
    private const string Before = "before";

    public string Kind => Name;

    public string TitleOf(JsonObject input, long total)
    {
        var undone = services.GetServices<IOperation>().FirstOrDefault(kind => kind.Kind == (string?)input[Of] && kind.Kind != Name);
        return undone is not null && input[OfInput] is JsonObject its ? s["Undo: {0}", undone.TitleOf(its, total)] : s["Undo a batch"];
    }

    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        change.Event = "Undone";
        var step = await history.UndoBatchAsync((string)run.Input[Batch]!, (long?)run.Place[Before] ?? long.MaxValue, run.Size);
        run.Done = step.Undone + step.Left.Count;
        foreach (var left in step.Left)
        {
            run.Leave(left.ItemId ?? "", left.IsErased ? s["It was erased meanwhile, for good."] : s["It was changed since."]);
        }

        if (step.NextBeforeId is { } next)
        {
            run.Place[Before] = next;
        }
        else
        {
            run.Finish();
        }
    }
}
