namespace Crm.Messaging.Templates.Edit;

/// <summary>Something that another module lets one do with a template: a partial view in its page's head, whose model is the template.</summary>
internal sealed record TemplateTool(string View);
