using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Calls.Outcomes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Calls.List;

/// <summary>Which tasks are calls. Whose they are and when they are due is the index of tasks' to say.</summary>
internal sealed class CallIndex : MapIndex
{
    /// <summary>The task.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>Whether somebody has yet to ring, or to say what came of it.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>Writes the row of a call. A task that is ticked off stays open as a call until somebody says what came of it.</summary>
internal sealed class CallIndexes : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
        => context.For<CallIndex>().When(item => item.ContentType == ActivityTypes.Task && item.Latest).Map(item => item.As<CallPart>() is { } call
            ? new CallIndex { ContentItemId = item.ContentItemId, IsOpen = !call.IsSettled || item.As<TaskPart>()?.DoneUtc is null } : null);
}
