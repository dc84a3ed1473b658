using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.MailEditor", Name = "Letter editor", Description = "Mail templates written as blocks: headings, texts, pictures, buttons, columns and parts that only some read, in the same document as their source.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts", "Crm.Messaging"])]
