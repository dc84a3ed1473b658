namespace Crm.Messaging.Actions;

/// <summary>Something that another module lets one do with an action's letter before it leaves: a partial view whose model is an <see cref="AudienceSample"/>.</summary>
public sealed record AudienceTool(string View);

/// <summary>Some of the people a letter is meant for.</summary>
/// <param name="Template">Name of its mail template.</param>
/// <param name="People">Their ids, of several languages where there are.</param>
public sealed record AudienceSample(string Template, IReadOnlyList<string> People);
