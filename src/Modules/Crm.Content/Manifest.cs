using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Content", Name = "Content", Category = "Platform", Author = "Crm", Version = "0.1.0")]
